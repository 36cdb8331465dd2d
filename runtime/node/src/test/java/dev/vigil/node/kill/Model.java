package dev.vigil.node.kill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.node.kill.Observed.Call;
import dev.vigil.node.kill.Observed.Logged;
import dev.vigil.node.kill.sensors.RepositoryLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a node must know and have done after a list of deliveries, told from the deliveries alone. */
final class Model {
    static final String SOURCE = "/webhooks/github";

    private final List<Delivery> deliveries;
    private final Map<String, List<String>> byRepository = new TreeMap<>();
    private final Map<String, List<String>> bySender = new TreeMap<>();
    private final BuildModel builds = new BuildModel();
    private final List<JsonNode> firings = new ArrayList<>();

    Model(List<Delivery> deliveries) {
        this.deliveries = deliveries;
        for (var delivery : deliveries) {
            delivery.repository().ifPresent(key -> {
                var had = byRepository.computeIfAbsent(key, _ -> new ArrayList<>());
                had.add(delivery.id());
                if (had.size() % RepositoryLedger.STRIDE == 0) {
                    firings.add(Json.of(Map.of("key", key, "delivery", delivery.id(), "count", had.size())));
                }
            });
            delivery.sender().ifPresent(key -> {
                bySender.computeIfAbsent(key, _ -> new ArrayList<>()).add(delivery.id());
                if (delivery.event().equals("issues")) {
                    firings.add(Json.of(Map.of("sender", key, "delivery", delivery.id())));
                }
            });
            builds.on(delivery, fields -> firings.add(Json.of(fields)));
        }
    }

    /** Every payload that must reach the sink, once for each decision; of a build's, the fields that name it. */
    List<JsonNode> firings() {
        return firings;
    }

    /** Each way in which what is seen is not what must be; none if all is well. */
    List<String> differences(Observed seen) {
        var differences = new ArrayList<String>();
        differences.addAll(log(seen.log()));
        differences.addAll(repositories(seen.states().getOrDefault("repositories", Map.of())));
        differences.addAll(senders(seen.states().getOrDefault("senders", Map.of()), seen.log()));
        differences.addAll(builds(seen.states().getOrDefault("build-breaks", Map.of())));
        differences.addAll(calls(seen.calls()));
        return differences;
    }

    private List<String> log(List<Logged> log) {
        var differences = new ArrayList<String>();
        var times = log.stream().collect(Collectors.groupingBy(e -> e.source() + " " + e.id(), Collectors.counting()));
        for (var delivery : deliveries) {
            var found = times.getOrDefault(SOURCE + " " + delivery.id(), 0L);
            if (found != 1) {
                differences.add("log: delivery " + delivery.id() + " is there " + found + " times");
            }
        }
        if (log.size() != deliveries.size()) {
            differences.add("log: " + log.size() + " events of " + deliveries.size() + " deliveries");
        }
        var next = new HashMap<Integer, Long>();
        for (var event : log) {
            var expected = next.getOrDefault(event.partition(), 0L);
            if (event.offset() != expected) {
                differences.add("log: partition " + event.partition() + " has offset " + event.offset() + " where "
                        + expected + " is next");
            }
            next.put(event.partition(), event.offset() + 1);
        }
        return differences;
    }

    private List<String> repositories(Map<String, JsonNode> states) {
        var expected = new TreeMap<String, JsonNode>();
        byRepository.forEach((key, had) -> expected.put(key, ledger(had)));
        return unequal("repositories", expected, states);
    }

    /** Deliveries of one sender come from several partitions, whose order among each other is free. */
    private List<String> senders(Map<String, JsonNode> states, List<Logged> log) {
        var expected = new TreeMap<String, JsonNode>();
        var actual = new TreeMap<String, JsonNode>();
        var partitions = log.stream().collect(Collectors.toMap(Logged::id, Logged::partition, (first, _) -> first));
        bySender.forEach((key, had) -> expected.put(
                key,
                Json.of(inOrderOfPartitions(
                        log.stream()
                                .map(Logged::id)
                                .filter(Set.copyOf(had)::contains)
                                .toList(),
                        partitions))));
        states.forEach((key, state) -> {
            var had = new ArrayList<String>();
            state.path("deliveries").forEach(id -> had.add(id.asText()));
            actual.put(key, Json.of(inOrderOfPartitions(had, partitions)));
        });
        var differences = unequal("senders", expected, actual);
        bySender.forEach((key, had) -> {
            var count = states.containsKey(key) ? states.get(key).path("count").asInt() : 0;
            if (count != had.size()) {
                differences.add("senders: " + key + " counts " + count + ", not " + had.size());
            }
        });
        return differences;
    }

    private static Map<Integer, List<String>> inOrderOfPartitions(List<String> ids, Map<String, Integer> partitions) {
        return ids.stream().collect(Collectors.groupingBy(id -> partitions.getOrDefault(id, -1)));
    }

    private List<String> builds(Map<String, JsonNode> states) {
        var expected = new TreeMap<String, JsonNode>();
        builds.repositories.forEach((repository, found) -> {
            var standings = new TreeMap<String, List<String>>();
            found.forEach((name, standing) -> standings.put(name, List.of(standing.status(), standing.commit())));
            expected.put(repository, Json.of(standings));
        });
        var actual = new TreeMap<String, JsonNode>();
        states.forEach((repository, state) -> {
            var standings = new TreeMap<String, List<String>>();
            state.path("builds")
                    .properties()
                    .forEach(build -> standings.put(
                            build.getKey(),
                            List.of(
                                    build.getValue().path("status").asText(),
                                    build.getValue().path("commit").asText())));
            actual.put(repository, Json.of(standings));
        });
        return unequal("build-breaks", expected, actual);
    }

    /** One key a decision, one payload a key, and every decision with the sink. */
    private List<String> calls(List<Call> calls) {
        var differences = new ArrayList<String>();
        var payloads = new LinkedHashMap<String, Set<JsonNode>>();
        calls.forEach(call -> payloads.computeIfAbsent(call.idempotencyKey(), _ -> new LinkedHashSet<>())
                .add(call.payload()));
        payloads.forEach((key, different) -> {
            if (different.size() > 1) {
                differences.add("sink: key " + key + " came with different payloads " + different);
            }
        });
        var decided = payloads.values().stream()
                .map(all -> named(all.iterator().next()))
                .toList();
        differences.addAll(unlike(count(firings), count(decided)));
        var accepted =
                calls.stream().filter(Call::accepted).map(Call::idempotencyKey).collect(Collectors.toSet());
        payloads.keySet().stream()
                .filter(key -> !accepted.contains(key))
                .forEach(key -> differences.add("sink: key " + key + " was never accepted"));
        return differences;
    }

    private static Map<String, Long> count(List<JsonNode> payloads) {
        return payloads.stream()
                .collect(Collectors.groupingBy(
                        p -> new TreeMap<>(Map.copyOf(fields(p))).toString(), TreeMap::new, Collectors.counting()));
    }

    private static Map<String, String> fields(JsonNode payload) {
        return payload.properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().asText()));
    }

    private static List<String> unlike(Map<String, Long> expected, Map<String, Long> actual) {
        var all = new TreeSet<>(expected.keySet());
        all.addAll(actual.keySet());
        return all.stream()
                .filter(payload -> !expected.getOrDefault(payload, 0L).equals(actual.getOrDefault(payload, 0L)))
                .map(payload -> "sink: " + payload + " under " + actual.getOrDefault(payload, 0L) + " keys, not "
                        + expected.getOrDefault(payload, 0L))
                .toList();
    }

    /** The payload of a build without what follows from the rest. */
    private static JsonNode named(JsonNode payload) {
        var fields = fields(payload);
        if (payload.has("repository")) {
            fields.keySet().retainAll(Set.of("repository", "name", "commit", "conclusion"));
        }
        return payload.has("repository") ? Json.of(fields) : payload;
    }

    static JsonNode ledger(List<String> had) {
        return Json.of(Map.of("count", had.size(), "deliveries", had));
    }

    private static List<String> unequal(String sensor, Map<String, JsonNode> expected, Map<String, JsonNode> actual) {
        var all = new TreeSet<>(expected.keySet());
        all.addAll(actual.keySet());
        return all.stream()
                .filter(key -> !java.util.Objects.equals(expected.get(key), actual.get(key)))
                .map(key -> sensor + ": " + key + " is " + actual.get(key) + ", not " + expected.get(key))
                .collect(Collectors.toCollection(ArrayList::new));
    }
}
