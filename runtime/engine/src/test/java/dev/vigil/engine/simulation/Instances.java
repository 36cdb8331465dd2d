package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.json.JacksonFormat;
import dev.vigil.engine.sensor.StateCodec;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The instances at the end of a run, held against what is expected of them. */
final class Instances {
    private final World world;
    private final Map<String, List<String>> found;

    Instances(World world) {
        this.world = world;
        this.found = found(world);
    }

    /** What was dropped has the last of each partition, from when it was dropped at the latest; and is not looked at again. */
    void checkDropped(
            Map<String, List<Model.Logged>> seen, Map<String, Set<String>> possible, Map<String, Long> drops) {
        Map.copyOf(seen).forEach((instance, all) -> {
            var key = instance.substring(instance.indexOf('/') + 1);
            var sensor = instance.substring(0, instance.indexOf('/'));
            var dropped = drops.get(Placement.slotOf(key, world.plan.slots()) + " " + sensor);
            if (dropped != null) {
                var atMostOnce = possible.getOrDefault(instance, Set.of());
                var entries = found.getOrDefault(instance, List.of()).stream()
                        .filter(entry -> !atMostOnce.contains(entry))
                        .toList();
                checkLast(instance, entries, all, dropped);
                found.remove(instance);
                seen.remove(instance);
            }
        });
    }

    private void checkLast(String instance, List<String> entries, List<Model.Logged> all, long dropped) {
        int count = 0;
        for (int partition = 0; partition < world.plan.slots(); partition++) {
            int from = partition;
            var ofPartition =
                    all.stream().filter(logged -> logged.partition() == from).toList();
            var ids = ids(ofPartition);
            var last = entries.stream().filter(ids::contains).toList();
            assertThat(ids).as(instance + " of partition " + partition).endsWith(last.toArray(String[]::new));
            assertThat(last)
                    .as(instance + " of partition " + partition)
                    .containsAll(ids(ofPartition.stream()
                            .filter(logged -> logged.atMillis() > dropped)
                            .toList()));
            count += last.size();
        }
        assertThat(entries).as(instance).hasSize(count);
    }

    /** Each has what is expected of it, in the order of each partition; and what was redriven, once and at any time. */
    void check(
            Map<String, List<Model.Logged>> seen,
            Map<String, Set<String>> redriven,
            Map<String, Set<String>> possible,
            Set<String> forgotten) {
        var expected = new TreeSet<>(seen.keySet());
        redriven.keySet().stream()
                .filter(instance -> !forgotten.contains(instance))
                .forEach(expected::add);
        assertThat(found.keySet()).as("instances").containsAll(expected);
        found.forEach((instance, all) -> {
            var once = redriven.getOrDefault(instance, Set.of());
            var atMostOnce = new HashSet<>(once);
            atMostOnce.addAll(possible.getOrDefault(instance, Set.of()));
            var entries = all.stream()
                    .filter(entry -> !entry.startsWith("T:"))
                    .map(entry -> instance.startsWith("timed/") ? entry.split(":", -1)[1] : entry)
                    .toList();
            var late = entries.stream().filter(atMostOnce::contains).toList();
            assertThat(late).as(instance + ", redriven").doesNotHaveDuplicates();
            if (!forgotten.contains(instance)) {
                assertThat(late).as(instance + ", redriven").containsAll(once);
            }
            assertThat(seen.containsKey(instance) || !late.isEmpty())
                    .as(instance)
                    .isTrue();
            checkOrder(
                    instance,
                    entries.stream().filter(e -> !atMostOnce.contains(e)).toList(),
                    seen.getOrDefault(instance, List.of()));
        });
    }

    /**
     * Of the timer that an instance set last and that ran, the firing was carried out: by whichever of its states. Only where
     * both had it due at the same time: what a sensor handles late it sets late, and a replay does not. And not where a replay
     * left out the event that set it, and a later one brought it back, overdue.
     */
    void checkTimersFired(Set<String> leftOut) {
        var carriedOut = world.outside.sink().values().stream()
                .flatMap(List::stream)
                .filter(text -> text.startsWith("timed "))
                .map(text -> text.substring(text.indexOf('"')))
                .toList();
        for (var incarnation : world.current) {
            for (var key : incarnation.slot().keys("timed", "", Integer.MAX_VALUE)) {
                var entries = entries(incarnation.slot(), "timed", key);
                var last = entries.isEmpty() ? "" : entries.getLast();
                var setBy = last.startsWith("T:") ? last.split(":", -1)[1] : "";
                if (!setBy.isEmpty()
                        && !leftOut.contains(setBy)
                        && dues(key, setBy).size() == 1) {
                    var firing = "\"T:" + setBy + "\"";
                    assertThat(carriedOut)
                            .as("timer of " + key)
                            .filteredOn(firing::equals)
                            .isNotEmpty();
                }
            }
        }
    }

    /** All times for which an instance has set a timer at an event. */
    private Set<String> dues(String key, String event) {
        var dues = new TreeSet<String>();
        for (var bytes :
                world.journals.get(Placement.slotOf(key, world.plan.slots())).records()) {
            RecordCodec.decode(bytes, "final").changes().values().stream()
                    .map(changes -> changes.get(key))
                    .filter(Objects::nonNull)
                    .flatMap(instance ->
                            Stream.of(StateCodec.toJson(instance.state()).split("\"")))
                    .filter(entry -> entry.startsWith("S:" + event + ":"))
                    .forEach(dues::add);
        }
        return dues;
    }

    private void checkOrder(String instance, List<String> entries, List<Model.Logged> expected) {
        assertThat(entries).as(instance).containsExactlyInAnyOrderElementsOf(ids(expected));
        for (int partition = 0; partition < world.plan.slots(); partition++) {
            int from = partition;
            var ofPartition = ids(expected.stream()
                    .filter(logged -> logged.partition() == from)
                    .toList());
            var members = new HashSet<>(ofPartition);
            assertThat(entries.stream().filter(members::contains))
                    .as(instance + " of partition " + partition)
                    .containsExactlyElementsOf(ofPartition);
        }
    }

    private static Map<String, List<String>> found(World world) {
        var found = new TreeMap<String, List<String>>();
        for (var incarnation : world.current) {
            var slot = incarnation.slot();
            for (var sensor : slot.sensors()) {
                for (var key : slot.keys(sensor, "", Integer.MAX_VALUE)) {
                    assertThat(Placement.slotOf(key, world.plan.slots())).isEqualTo(incarnation.number());
                    found.put(sensor + "/" + key, entries(slot, sensor, key));
                }
            }
        }
        return found;
    }

    private static List<String> ids(List<Model.Logged> logged) {
        return logged.stream().map(l -> l.event().id()).toList();
    }

    private static List<String> entries(Slot slot, String sensor, String key) {
        try {
            var instance = slot.instance(sensor, key);
            assertThat(instance).isNotNull();
            JsonNode state = JacksonFormat.MAPPER.readTree(StateCodec.toJson(instance.state()));
            var entries = new ArrayList<String>();
            state.get("seen").forEach(node -> entries.add(node.asText()));
            return entries;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A timer runs once, not before it is due, and not after it was set anew or dropped; and it does run. */
    void checkTimers() {
        for (var incarnation : world.current) {
            for (var key : incarnation.slot().keys("timed", "", Integer.MAX_VALUE)) {
                String setBy = "";
                long due = 0;
                for (var entry : entries(incarnation.slot(), "timed", key)) {
                    var parts = entry.split(":", -1);
                    switch (parts[0]) {
                        case "S" -> {
                            setBy = parts[1];
                            due = Long.parseLong(parts[2]);
                        }
                        case "X" -> setBy = "";
                        default -> {
                            assertThat(parts[1]).as("timer of " + key).isEqualTo(setBy);
                            assertThat(Long.parseLong(parts[2])).isGreaterThanOrEqualTo(due);
                            setBy = "";
                        }
                    }
                }
                assertThat(setBy).as("never ran, of " + key).isEmpty();
            }
        }
    }
}
