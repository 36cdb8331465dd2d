package dev.vigil.engine.simulation;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import dev.vigil.engine.sensor.SensorRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sensors whose states list what they have seen, in order, and which do what the letters in an event's data say. The
 * {@link Model} knows the letters too, from reading this page only.
 */
final class TracedSensors {
    static final int TRIES = 3;

    /** What no longer fails: an event for a sensor, or a firing. */
    private final Set<String> repaired = new HashSet<>();

    private final List<SensorRunner<?>> always = new ArrayList<>();
    private final SensorRunner<?> gone = runner("gone", new Plain(to("a.*").keyedBy(TracedSensors::device)));
    /** Not there in between, when a person has some slots drop them. */
    private final List<SensorRunner<?>> dropped = List.of(
            runner("dropped", new Plain(to("a.*", "p.*").keyedBy(Event::subject))),
            runner("dropped-other", new Plain(to("a.*", "p.*").keyedBy(TracedSensors::device))));

    private final List<SensorRunner<?>> late = new ArrayList<>(List.of(
            runner("late-earliest", new Plain(to("*").keyedBy(TracedSensors::device))),
            runner(
                    "late-latest",
                    new Plain(to("a.*", "p.*").keyedBy(Event::subject).startingAt(StartPosition.latest())))));

    /** What a state knows: what it has seen, and perhaps something that cannot be written. */
    record Trace(List<String> seen, @Nullable Object poison) {
        Trace with(String entry) {
            var longer = new ArrayList<>(seen);
            longer.add(entry);
            return new Trace(longer, poison);
        }
    }

    /**
     * All of them.
     *
     * @param start from when on {@code late-at} wants events
     */
    TracedSensors(Instant start) {
        late.add(runner(
                "late-at", new Plain(to("a.*").keyedBy(TracedSensors::device).startingAt(StartPosition.at(start)))));
        always.add(runner("own", new Own(repaired)));
        always.add(runner("other", new Other(repaired)));
        always.add(runner("chain", new Chain()));
        always.add(runner("child", new Plain(to("b.*").keyedBy(e -> e.subject().map(s -> "c" + s)))));
        always.add(runner("timed", new Timed()));
    }

    /** From now on a sensor handles an event at which it failed, and its key is found; or a firing is delivered. */
    void repair(String what) {
        repaired.add(what);
    }

    boolean isRepaired(String what) {
        return repaired.contains(what);
    }

    /** The sensors of one age of the configuration: at first, in between, at last. */
    List<SensorRunner<?>> age(int age) {
        var sensors = new ArrayList<>(always);
        if (age != 1) {
            sensors.add(gone);
            sensors.addAll(dropped);
        }
        if (age >= 1) {
            sensors.addAll(0, late);
        }
        return sensors;
    }

    static Optional<String> device(Event event) {
        return event.extension("device");
    }

    private static Subscription to(String... types) {
        return Subscription.to(types).startingAt(StartPosition.earliest());
    }

    private static SensorRunner<?> runner(String name, Sensor<?> sensor) {
        return new SensorRunner<>(name, sensor, TRIES);
    }

    /** Sees all. */
    private static class Plain extends Sensor<Trace> {
        private final Subscription subscription;

        Plain(Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public Subscription subscription() {
            return subscription;
        }

        @Override
        public Trace initialState(String key) {
            return new Trace(List.of(), null);
        }

        @Override
        public Class<Trace> stateType() {
            return Trace.class;
        }

        @Override
        public Effect<Trace> onEvent(Trace state, Event event, Context context) {
            return Effect.become(state.with(event.id()));
        }
    }

    /** Keyed by the partition key. */
    private static final class Own extends Plain {
        private final Map<String, Integer> calls = new HashMap<>();
        private final Set<String> repaired;

        Own(Set<String> repaired) {
            super(to("a.*"));
            this.repaired = repaired;
        }

        @Override
        public Effect<Trace> onEvent(Trace state, Event event, Context context) {
            var letters = event.dataAsText();
            var effect = Effect.become(state.with(event.id()));
            if (repaired.contains("own/" + event.id())) {
                return effect.fire("sink", event.id() + " again");
            }
            for (int i = 0; i < letters.length(); i++) {
                effect = switch (letters.charAt(i)) {
                    case 'F' -> effect.fire("sink", event.id() + " F");
                    case 'D' -> effect.fire("sink", event.id() + " D1").fire("sink", event.id() + " D2");
                    case 'B' -> effect.fire("broken", event.id() + " B");
                    case 'V' -> effect.fire("relay", event.id());
                    case 'R' -> Effect.reject("letter R");
                    case 'T' -> throw new IllegalStateException("letter T");
                    case 'E' -> throw new AssertionError("letter E");
                    case 'U' -> Effect.become(new Trace(List.of(), new Object())); // cannot be written
                    case 'P' -> effect.fire("sink", new Object());
                    case 'G' -> forget(state);
                    case 'H' -> throwTwice(event.id(), effect);
                    default -> effect;
                };
                if (effect.rejection().isPresent()) {
                    return effect;
                }
            }
            return effect;
        }

        /** Poison must come to light, however the events are batched. */
        private static Effect<Trace> forget(Trace state) {
            if (state.poison() != null) {
                throw new IllegalStateException("poisoned");
            }
            return Effect.forget();
        }

        private Effect<Trace> throwTwice(String id, Effect<Trace> effect) {
            if (calls.merge(id, 1, Integer::sum) % 3 != 0) {
                throw new IllegalStateException("letter H");
            }
            return effect;
        }
    }

    /** Keyed by an extension, so that its instances live anywhere. */
    private static final class Other extends Plain {
        private final Set<String> repaired;

        Other(Set<String> repaired) {
            super(to("a.*", "p.*").keyedBy(event -> key(event, repaired)));
            this.repaired = repaired;
        }

        private static Optional<String> key(Event event, Set<String> repaired) {
            var letters = event.dataAsText();
            if (letters.contains("k") && !repaired.contains("other/" + event.id())) {
                throw new IllegalStateException("letter k");
            }
            return letters.contains("n") ? Optional.empty() : device(event);
        }

        @Override
        public Effect<Trace> onEvent(Trace state, Event event, Context context) {
            var letters = event.dataAsText();
            if (repaired.contains("other/" + event.id())) {
                return Effect.become(state.with(event.id())).fire("sink", event.id() + " again");
            }
            if (letters.contains("t")) {
                throw new IllegalStateException("letter t");
            }
            if (letters.contains("r")) {
                return Effect.reject("letter r");
            }
            var effect = Effect.become(state.with(event.id()));
            return letters.contains("f") ? effect.fire("sink", event.id() + " f") : effect;
        }
    }

    /** Publishes: C a child, L one that has a child of its own. */
    private static final class Chain extends Plain {
        Chain() {
            super(to("a.*", "b.*"));
        }

        @Override
        public Effect<Trace> onEvent(Trace state, Event event, Context context) {
            var letters = event.dataAsText();
            var effect = Effect.become(state.with(event.id()));
            if (letters.contains("C")) {
                effect = effect.publish(child(event, context, ""));
            }
            if (letters.contains("L")) {
                effect = effect.publish(child(event, context, "C"));
            }
            return effect;
        }

        private static Event child(Event parent, Context context, String letters) {
            return Event.of("chain", context.newId(), "b.child")
                    .subject("k" + Math.floorMod(parent.id().hashCode(), 7))
                    .data(letters)
                    .build();
        }
    }

    /** S sets a timer, X drops it, g forgets all. */
    private static final class Timed extends Plain {
        Timed() {
            super(to("a.*"));
        }

        @Override
        public Effect<Trace> onEvent(Trace state, Event event, Context context) {
            var letters = event.dataAsText();
            if (letters.contains("g")) {
                return Effect.forget();
            }
            if (letters.contains("S")) {
                var delay = Duration.ofMillis(10 + Math.floorMod(event.id().hashCode() * 31, 400));
                var due = context.now().plus(delay).toEpochMilli();
                return Effect.become(state.with("S:" + event.id() + ":" + due)).timer("t", delay);
            }
            if (letters.contains("X")) {
                return Effect.become(state.with("X:" + event.id())).cancelTimer("t");
            }
            return Effect.none();
        }

        @Override
        public Effect<Trace> onTimer(Trace state, String timer, Context context) {
            var setBy = state.seen().stream()
                    .filter(entry -> entry.startsWith("S:"))
                    .reduce("", (_, later) -> later)
                    .split(":", -1)[1];
            return Effect.become(state.with("T:" + setBy + ":" + context.now().toEpochMilli()))
                    .fire("sink", "T:" + setBy);
        }
    }
}
