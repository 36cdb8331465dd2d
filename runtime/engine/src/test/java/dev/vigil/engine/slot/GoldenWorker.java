package dev.vigil.engine.slot;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Does one thing for each type of event. */
final class GoldenWorker extends Sensor<GoldenWorker.State> {
    record State(int count, List<String> notes) {}

    private final StartPosition start;
    private boolean isRepaired;

    GoldenWorker() {
        this(StartPosition.earliest());
    }

    GoldenWorker(StartPosition start) {
        this.start = start;
    }

    /** Whether it handles from now on what it throws at before it is repaired. */
    void repair(boolean repaired) {
        isRepaired = repaired;
    }

    @Override
    public Subscription subscription() {
        return Subscription.to("*").keyedBy(GoldenWorker::key).startingAt(start);
    }

    private static Optional<String> key(Event event) {
        if (event.type().equals("key")) {
            throw new IllegalStateException("no key");
        }
        return event.subject();
    }

    @Override
    public State initialState(String key) {
        return new State(0, List.of());
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        var notes = new ArrayList<>(state.notes());
        notes.add(event.id());
        var next = Effect.become(new State(state.count() + 1, notes));
        return switch (event.type()) {
            case "fire" -> next.fire("log", new State(1, List.of(event.id())));
            case "timer" -> next.timer("soon", Duration.ofSeconds(30)).timer("late", Duration.ofDays(1));
            case "reject" -> Effect.reject("not wanted");
            case "throw", "throw-all" -> {
                if (isRepaired) {
                    yield event.type().equals("throw")
                            ? next
                            : next.fire("log", new State(2, List.of()))
                                    .publish(Event.of("golden", context.newId(), "child")
                                            .subject("c1")
                                            .build());
                }
                throw new IllegalStateException("broken");
            }
            case "publish" ->
                next.publish(Event.of("golden", context.newId(), "child")
                                .subject("c2")
                                .build())
                        .publish(Event.of("golden", context.newId(), "child")
                                .subject("c0")
                                .build())
                        .publish(Event.of("golden", context.newId(), "child")
                                .subject("c5")
                                .build());
            case "forget" -> Effect.forget();
            case "none" -> Effect.none();
            default -> next;
        };
    }

    @Override
    public Effect<State> onTimer(State state, String timer, Context context) {
        if (isRepaired) {
            return Effect.none();
        }
        throw new IllegalStateException("broken timer");
    }
}
