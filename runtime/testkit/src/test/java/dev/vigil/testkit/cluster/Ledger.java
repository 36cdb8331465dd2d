package dev.vigil.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import dev.vigil.engine.Engine;
import dev.vigil.engine.event.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * An upstream: publishes numbered events and sends each again until it is acknowledged; then knows what must be in the log and
 * in the sensors' states, once. For one thread.
 */
final class Ledger {
    private static final Pattern IDS = Pattern.compile("\"([a-z]+-\\d+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How many keys there are in either sense. */
    private static final int KEYS = 24;

    private final String name;
    private final Map<String, List<String>> bySubject = new TreeMap<>();
    private final Map<String, List<String>> elsewhere = new TreeMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();
    private int next;

    Ledger(String name) {
        this.name = name;
    }

    /** Its name, with which the ids of its events begin. */
    String name() {
        return name;
    }

    /** The next event; its subject makes it live in that slot. */
    Event event(int slot, int slots) {
        return event(subjectIn(slot, slots));
    }

    private Event event(String subject) {
        return Event.of(name, name + "-" + next, "counted")
                .subject(subject)
                .json(Map.of("elsewhere", "e" + next++ % KEYS))
                .build();
    }

    /** A subject whose events live in that slot. */
    static String subjectIn(int slot, int slots) {
        for (int i = 0; ; i++) {
            if (Placement.slotOf("k" + i, slots) == slot) {
                return "k" + i;
            }
        }
    }

    /** Publishes that many events, one after the other over all keys, until each is acknowledged. */
    void publish(Publisher publisher, int events) throws Exception {
        for (int i = 0; i < events; i++) {
            publish(publisher, event("s" + next % KEYS));
        }
    }

    /** Publishes one event until it is acknowledged. */
    void publish(Publisher publisher, Event event) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Outcome outcome;
        do {
            assertThat(System.nanoTime())
                    .as("%s is acknowledged: %s", event.id(), outcomes)
                    .isLessThan(end);
            outcome = publisher.publish(List.of(event)).toCompletableFuture().get(30, TimeUnit.SECONDS);
            outcomes.add(outcome);
        } while (!(outcome instanceof Outcome.Accepted));
        acknowledged(event);
    }

    /** That event has been acknowledged. */
    void acknowledged(Event event) {
        bySubject
                .computeIfAbsent(event.subject().orElseThrow(), _ -> new ArrayList<>())
                .add(event.id());
        elsewhere
                .computeIfAbsent(event.text("/elsewhere").orElseThrow(), _ -> new ArrayList<>())
                .add(event.id());
    }

    /** How many events have been acknowledged. */
    int size() {
        return bySubject.values().stream().mapToInt(List::size).sum();
    }

    /** What its publishers were told, in order. */
    List<Outcome> outcomes() {
        return outcomes;
    }

    /** Every acknowledged event is in the log once, in the order of its key, and nothing else of this upstream is. */
    void assertLog(Engine engine) throws Exception {
        var found = new TreeMap<String, List<String>>();
        for (int partition = 0; partition < engine.partitions(); partition++) {
            long offset = 0;
            while (true) {
                var page = engine.events(partition, offset, 1_000)
                        .toCompletableFuture()
                        .get(20, TimeUnit.SECONDS);
                for (var entry : page.events()) {
                    if (entry.event().source().equals(name)) {
                        found.computeIfAbsent(entry.event().subject().orElseThrow(), _ -> new ArrayList<>())
                                .add(entry.event().id());
                    }
                    offset = entry.offset() + 1;
                }
                if (page.events().isEmpty()) {
                    break;
                }
            }
        }
        assertThat(found).isEqualTo(bySubject);
    }

    /** Each sensor has had every acknowledged event of this upstream exactly once, those at home in their order. */
    void assertStates(Engine engine, String atHome, String away) {
        for (var subject : bySubject.keySet()) {
            awaitState(engine, atHome, subject, bySubject, true);
        }
        for (var key : elsewhere.keySet()) {
            awaitState(engine, away, key, sorted(elsewhere), false);
        }
    }

    private static Map<String, List<String>> sorted(Map<String, List<String>> ids) {
        var sorted = new TreeMap<String, List<String>>();
        ids.forEach((key, list) -> sorted.put(key, list.stream().sorted().toList()));
        return sorted;
    }

    private void awaitState(
            Engine engine, String sensor, String key, Map<String, List<String>> expected, boolean inOrder) {
        LocalCluster.await(PATIENCE, sensor + " has all of " + key, () -> {
            var ids = ids(engine, sensor, key);
            return new TreeSet<>(ids).containsAll(expected.get(key));
        });
        try {
            var ids = ids(engine, sensor, key);
            assertThat(inOrder ? ids : ids.stream().sorted().toList())
                    .as("%s of %s", sensor, key)
                    .isEqualTo(expected.get(key));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private List<String> ids(Engine engine, String sensor, String key) throws Exception {
        var view = engine.instance(sensor, key).toCompletableFuture().get(10, TimeUnit.SECONDS);
        return IDS.matcher(view.orElseThrow().stateJson())
                .results()
                .map(result -> result.group(1))
                .filter(id -> id.startsWith(name + "-"))
                .toList();
    }
}
