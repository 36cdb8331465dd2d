package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.api.Event;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.json.JacksonFormat;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.sensor.StateCodec;
import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotDescription;
import dev.vigil.engine.slot.SlotRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What must have come of a run, computed in the plainest way from the logs and the sources' ledger; it shares no code
 * with the slots but the codec that reads the logs, the placement of keys and the derivation of ids, which have tests of
 * their own.
 */
final class Model {
    private final World world;
    private final List<List<SlotRecord>> journals = new ArrayList<>();
    private final List<Logged> log = new ArrayList<>();
    private final Map<String, Long> startsAfter = new HashMap<>();

    /** Expected: what each instance has seen, in the order of each partition. */
    private final Map<String, List<Logged>> seen = new TreeMap<>();

    private final Map<String, String> firings = new TreeMap<>();
    private final Map<String, String> deadLetters = new TreeMap<>();
    private final Map<String, String> children = new TreeMap<>();

    private record Logged(int partition, long offset, Event event) {
        Origin origin() {
            return new Origin(Origin.Kind.EVENT, partition, offset);
        }
    }

    Model(World world) {
        this.world = world;
        for (var journal : world.journals) {
            var records = new ArrayList<SlotRecord>();
            for (var bytes : journal.records()) {
                records.add(RecordCodec.decode(bytes, "final"));
            }
            journals.add(records);
        }
    }

    void check() {
        readLogs();
        checkLedger();
        log.forEach(this::expect);
        checkChildren();
        checkInstances();
        checkTimers();
        checkOnceInJournals();
        checkFirings();
        checkDeadLetters();
        checkRecovery();
    }

    private void readLogs() {
        for (int partition = 0; partition < journals.size(); partition++) {
            long sequence = 1;
            long offset = 0;
            for (var record : journals.get(partition)) {
                assertThat(record.sequence()).isEqualTo(sequence++);
                if (record.opened().isPresent()) {
                    for (var sensor : record.opened().get().registered()) {
                        startsAfter.put(partition + " " + sensor.name(), sensor.startsAfter());
                    }
                }
                for (var event : record.events()) {
                    log.add(new Logged(partition, offset++, event));
                }
            }
        }
    }

    private void checkLedger() {
        Map<String, Logged> byIdentity = new HashMap<>();
        for (var logged : log) {
            var identity = logged.event().source() + " " + logged.event().id();
            assertThat(byIdentity.put(identity, logged))
                    .as("twice in the log: " + identity)
                    .isNull();
        }
        for (var sent : world.upstream.ledger()) {
            var logged = byIdentity.remove(sent.event.source() + " " + sent.event.id());
            assertThat(sent.acknowledged).isTrue();
            assertThat(sent.acceptances).as("answers that it is new").isLessThanOrEqualTo(1);
            assertThat(logged)
                    .as("acknowledged and not in the log: " + sent.event)
                    .isNotNull();
            assertThat(logged.partition()).isEqualTo(sent.partition);
            assertThat(logged.event().dataAsText()).isEqualTo(sent.event.dataAsText());
            assertThat(logged.event().extensions()).isEqualTo(sent.event.extensions());
        }
        assertThat(byIdentity.values())
                .allMatch(logged -> logged.event().source().equals("chain"));
    }

    private void expect(Logged logged) {
        var event = logged.event();
        var type = event.type();
        var letters = event.dataAsText();
        var subject = event.subject().orElseThrow();
        var device = Optional.ofNullable((String) event.extensions().get("device"));
        boolean a = type.startsWith("a.");
        if (a) {
            expectOwn(logged, subject, letters);
            expectTimed(logged, subject, letters);
            see("gone", device.orElseThrow(), logged);
        }
        if (a || type.startsWith("p.")) {
            expectOther(logged, device.orElseThrow(), letters);
            if (logged.offset() > startsAfter.getOrDefault(logged.partition() + " late-latest", Long.MAX_VALUE)) {
                see("late-latest", subject, logged);
            }
        }
        if (a || type.startsWith("b.")) {
            see("chain", subject, logged);
            expectChildren(logged, subject, letters);
        }
        if (type.startsWith("b.")) {
            see("child", "c" + subject, logged);
        }
        device.ifPresent(key -> see("late-earliest", key, logged));
    }

    private void expectOwn(Logged logged, String key, String letters) {
        var id = logged.event().id();
        if (letters.equals("R")) {
            deadLetter(logged, "own", key, DeadLetter.Reason.REJECTED);
        } else if (List.of("T", "E", "U", "P").contains(letters)) {
            deadLetter(logged, "own", key, DeadLetter.Reason.HANDLER_FAILED);
        } else if (letters.contains("G")) {
            seen.remove("own/" + key);
        } else {
            see("own", key, logged);
            if (letters.contains("F")) {
                fire(logged, "own", key, 0, id + " F");
            }
            if (letters.contains("D")) {
                fire(logged, "own", key, 0, id + " D1");
                fire(logged, "own", key, 1, id + " D2");
            }
            if (letters.contains("V")) {
                children.put(logged.origin().id(Origin.Use.FIRING, "own", key, 0), id);
            }
            if (letters.contains("B")) {
                deadLetters.put(
                        logged.origin().id(Origin.Use.FIRING, "own", key, 0),
                        "own/" + key + " " + DeadLetter.Reason.NOT_DELIVERED);
            }
        }
    }

    private void expectOther(Logged logged, String key, String letters) {
        if (letters.contains("k")) {
            deadLetter(logged, "other", "", DeadLetter.Reason.KEY_FAILED);
        } else if (letters.contains("t")) {
            deadLetter(logged, "other", key, DeadLetter.Reason.HANDLER_FAILED);
        } else if (letters.contains("r")) {
            deadLetter(logged, "other", key, DeadLetter.Reason.REJECTED);
        } else if (!letters.contains("n")) {
            see("other", key, logged);
            if (letters.contains("f")) {
                fire(logged, "other", key, 0, logged.event().id() + " f");
            }
        }
    }

    private void expectTimed(Logged logged, String key, String letters) {
        if (letters.contains("g")) {
            seen.remove("timed/" + key);
        } else if (letters.contains("S") || letters.contains("X")) {
            see("timed", key, logged);
        }
    }

    private void expectChildren(Logged logged, String key, String letters) {
        int ordinal = 0;
        if (letters.contains("C")) {
            children.put(
                    logged.origin().id(Origin.Use.HANDLER, "chain", key, ordinal++),
                    logged.event().id());
        }
        if (letters.contains("L")) {
            children.put(
                    logged.origin().id(Origin.Use.HANDLER, "chain", key, ordinal),
                    logged.event().id());
        }
    }

    private void see(String sensor, String key, Logged logged) {
        seen.computeIfAbsent(sensor + "/" + key, _ -> new ArrayList<>()).add(logged);
    }

    private void fire(Logged logged, String sensor, String key, int ordinal, String payload) {
        firings.put(
                logged.origin().id(Origin.Use.FIRING, sensor, key, ordinal),
                sensor + " " + key + " \"" + payload + "\"");
    }

    private void deadLetter(Logged logged, String sensor, String key, DeadLetter.Reason reason) {
        deadLetters.put(logged.origin().id(Origin.Use.DEAD_LETTER, sensor, key, 0), sensor + "/" + key + " " + reason);
    }

    private void checkChildren() {
        var found = new TreeMap<String, String>();
        for (var logged : log) {
            if (logged.event().source().equals("chain")) {
                found.put(logged.event().id(), logged.event().subject().orElseThrow());
                assertThat(logged.partition())
                        .isEqualTo(Placement.slotOf(logged.event().subject().orElseThrow(), world.plan.slots()));
            }
        }
        assertThat(found.keySet()).as("published events").isEqualTo(children.keySet());
        children.forEach(
                (id, parent) -> assertThat(found.get(id)).isEqualTo("k" + Math.floorMod(parent.hashCode(), 7)));
    }

    private void checkInstances() {
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
        assertThat(found.keySet()).as("instances").isEqualTo(seen.keySet());
        seen.forEach((instance, expected) -> {
            var entries = found.getOrDefault(instance, List.of()).stream()
                    .filter(entry -> !entry.startsWith("T:"))
                    .map(entry -> instance.startsWith("timed/") ? entry.split(":", -1)[1] : entry)
                    .toList();
            assertThat(entries).as(instance).containsExactlyInAnyOrderElementsOf(ids(expected));
            for (int partition = 0; partition < journals.size(); partition++) {
                int from = partition;
                var ofPartition = ids(expected.stream()
                        .filter(logged -> logged.partition() == from)
                        .toList());
                var members = new HashSet<>(ofPartition);
                assertThat(entries.stream().filter(members::contains))
                        .as(instance + " of partition " + partition)
                        .containsExactlyElementsOf(ofPartition);
            }
        });
    }

    private static List<String> ids(List<Logged> logged) {
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
    private void checkTimers() {
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

    /** What is decided stands in one record of one journal. */
    private void checkOnceInJournals() {
        Set<String> decided = new HashSet<>();
        Set<String> ended = new HashSet<>();
        Set<String> letters = new HashSet<>();
        Set<String> timers = new HashSet<>();
        for (int slot = 0; slot < journals.size(); slot++) {
            for (var record : journals.get(slot)) {
                record.decided().forEach(firing -> {
                    assertThat(decided.add(firing.id())).as(firing.id()).isTrue();
                    var payload = new String(firing.payload(), java.nio.charset.StandardCharsets.UTF_8);
                    if (payload.startsWith("\"T:")) {
                        assertThat(timers.add(payload)).as(payload).isTrue();
                        firings.put(firing.id(), "timed " + firing.key() + " " + payload);
                    }
                });
                record.ended().forEach(end -> assertThat(ended.add(end.id())).isTrue());
                record.deadLetters()
                        .forEach(letter -> assertThat(letters.add(letter.id()))
                                .as("dead letter " + letter.id())
                                .isTrue());
            }
        }
        assertThat(ended).isEqualTo(decided);
    }

    private void checkFirings() {
        assertThat(world.outside.sink().keySet()).as("firings").isEqualTo(firings.keySet());
        world.outside.sink().forEach((id, arrivals) -> assertThat(arrivals).containsOnly(firings.get(id)));
    }

    private void checkDeadLetters() {
        var found = new TreeMap<String, String>();
        for (var incarnation : world.current) {
            for (var letter : incarnation.slot().deadLetters()) {
                found.put(
                        letter.id(),
                        incarnation.slot().sensorName(letter.sensor()) + "/" + letter.key() + " " + letter.reason());
            }
        }
        assertThat(found).as("dead letters").isEqualTo(deadLetters);
    }

    /** What lives in memory is what the journal says, read from its beginning. */
    private void checkRecovery() {
        for (var incarnation : world.current) {
            var settings = Incarnation.settings(world.plan, incarnation.number());
            var full = new Slot(settings, world.sensors.age(2));
            world.journals.get(incarnation.number()).records().forEach(full::apply);
            assertThat(SlotDescription.ofDecisions(incarnation.slot().snapshot(), settings))
                    .isEqualTo(SlotDescription.ofDecisions(full.snapshot(), settings));
        }
    }
}
