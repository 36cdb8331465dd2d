package dev.vigil.engine.cluster;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import dev.vigil.api.Trigger;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.dispatch.TriggerPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sensors and triggers of which there is something to tell: what an event's type says is done. */
final class StorySensors {
    final AtomicBoolean isBroken = new AtomicBoolean(true);

    record State(int count) {}

    private static class Counter extends Sensor<State> {
        private final Subscription subscription;

        Counter(Subscription subscription) {
            this.subscription = subscription;
        }

        @Override
        public Subscription subscription() {
            return subscription;
        }

        @Override
        public State initialState(String key) {
            return new State(0);
        }

        @Override
        public Class<State> stateType() {
            return State.class;
        }

        @Override
        public Effect<State> onEvent(State state, Event event, Context context) {
            return Effect.become(new State(state.count() + 1));
        }
    }

    private final class Teller extends Counter {
        Teller() {
            super(Subscription.to("*"));
        }

        @Override
        public Effect<State> onEvent(State state, Event event, Context context) {
            var next = Effect.become(new State(state.count() + 1));
            return switch (event.type()) {
                case "fire" -> next.fire("pager", Map.of("n", state.count()));
                case "fail" -> next.fire("broken", Map.of("n", state.count()));
                case "wait" -> next.fire("slow", Map.of("n", state.count()));
                case "relay" -> next.fire("relay", Map.of("n", state.count()));
                case "publish" ->
                    next.publish(Event.of("/teller", context.newId(), "child")
                                    .subject("child of " + context.key())
                                    .build())
                            .fire("pager", Map.of("n", state.count()));
                case "throw" -> {
                    if (isBroken.get()) {
                        throw new IllegalStateException("broken");
                    }
                    yield next.fire("pager", Map.of("n", state.count()));
                }
                case "forget" -> Effect.forget();
                case "none" -> Effect.none();
                default -> next;
            };
        }
    }

    /** One does what the type says, one is keyed by a device, one wants little. */
    Map<String, Sensor<?>> sensors() {
        var sensors = new LinkedHashMap<String, Sensor<?>>();
        sensors.put("teller", new Teller());
        sensors.put("devices", new Counter(Subscription.to("*").keyedBy(event -> event.extension("device"))));
        sensors.put("picky", new Counter(Subscription.to("picky.*")));
        return sensors;
    }

    /** The same, and one that is late. */
    Map<String, Sensor<?>> laterSensors() {
        var sensors = new LinkedHashMap<String, Sensor<?>>();
        sensors.put("late", new Counter(Subscription.to("*")));
        sensors.put("all", new Counter(Subscription.to("*").startingAt(StartPosition.earliest())));
        sensors.putAll(sensors());
        return sensors;
    }

    Map<String, TriggerBinding> triggers() {
        Trigger delivers = _ -> CompletableFuture.completedFuture(new Trigger.Delivered());
        Trigger relays = firing ->
                CompletableFuture.completedFuture(new Trigger.Publish(Event.of("/relay", firing.id(), "relayed")
                        .subject("relayed " + firing.key())
                        .build()));
        Trigger fails = _ -> isBroken.get()
                ? CompletableFuture.failedFuture(new IllegalStateException("connection refused"))
                : CompletableFuture.completedFuture(new Trigger.Delivered());
        Trigger waits = _ -> new CompletableFuture<>();
        var policy = new TriggerPolicy(
                8,
                OptionalInt.empty(),
                Duration.ofSeconds(60),
                new TriggerPolicy.Retry(2, Duration.ofMillis(10), Duration.ofSeconds(1), 0.2));
        return Map.of(
                "pager", new TriggerBinding(delivers, policy),
                "relay", new TriggerBinding(relays, policy),
                "broken", new TriggerBinding(fails, policy),
                "slow", new TriggerBinding(waits, policy));
    }
}
