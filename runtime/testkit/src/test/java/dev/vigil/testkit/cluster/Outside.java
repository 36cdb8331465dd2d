package dev.vigil.testkit.cluster;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.dispatch.TriggerPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** What all nodes fire at: keeps every attempt by its id, with the node that made it. */
final class Outside {
    private final Map<String, List<String>> attempts = new ConcurrentHashMap<>();
    private final Map<String, String> payloads = new ConcurrentHashMap<>();

    /** The trigger of a node of that name. */
    Map<String, TriggerBinding> from(String node) {
        var policy = new TriggerPolicy(
                64,
                OptionalInt.empty(),
                Duration.ofSeconds(5),
                new TriggerPolicy.Retry(3, Duration.ofMillis(10), Duration.ofSeconds(1), 0.2));
        return Map.of(Tally.TRIGGER, new TriggerBinding(new Door(node), policy));
    }

    private final class Door implements Trigger {
        private final String node;

        private Door(String node) {
            this.node = node;
        }

        @Override
        public CompletionStage<Attempt> fire(Firing firing) {
            payloads.put(firing.id(), firing.payloadAsText());
            attempts.merge(firing.id(), List.of(node), (old, more) -> {
                var all = new ArrayList<>(old);
                all.addAll(more);
                return all;
            });
            return CompletableFuture.completedFuture(new Delivered());
        }
    }

    /** How many different firings there were. */
    int firings() {
        return attempts.size();
    }

    /** How many different firings were about an event of that upstream. */
    long firingsOf(String upstream) {
        return payloads.values().stream()
                .filter(payload -> payload.contains("\"" + upstream + "-"))
                .count();
    }

    /** How many attempts that node has made. */
    long attemptsFrom(String node) {
        return attempts.values().stream()
                .flatMap(List::stream)
                .filter(node::equals)
                .count();
    }
}
