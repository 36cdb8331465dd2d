package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.TraceContext;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.LogBegin;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotDescription;
import dev.vigil.engine.slot.SlotRecord;
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
    /** By sensor: the last replay of it that became its state. */
    private final Map<String, Replayer.Case> replayed = new HashMap<>();
    /** By slot and sensor: when it was dropped there. */
    private final Map<String, Long> drops = new HashMap<>();

    /** Expected: what each instance has seen, in the order of each partition. */
    private final Map<String, List<Logged>> seen = new TreeMap<>();

    /** Instances whose state was dropped on the way, at a time that their redrives do not know. */
    private final Set<String> forgotten = new HashSet<>();

    /** Expected of each instance, whenever: what was a dead letter. */
    private final Map<String, Set<String>> redriven = new TreeMap<>();

    /** An event whose key was not to be found at first may yet come to its instance from the journal. */
    private final Map<String, Set<String>> possible = new TreeMap<>();

    private final Map<String, String> possibleFirings = new TreeMap<>();
    private final Map<String, String> firings = new TreeMap<>();
    private final Map<String, String> deadLetters = new TreeMap<>();
    private final Map<String, String> children = new TreeMap<>();

    record Logged(int partition, long offset, Event event, long atMillis) {
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
        world.replayer.swapped().forEach(one -> replayed.put(one.sensor, one));
        readLogs();
        checkLedger();
        log.forEach(this::expect);
        checkChildren();
        var instances = new Instances(world);
        assertThat(drops.keySet()).as("dropped").containsAll(world.person.dropped());
        instances.checkDropped(seen, possible, drops);
        instances.check(seen, redriven, possible, forgotten);
        instances.checkTimers();
        instances.checkTimersFired(world.replayer.leftOut("timed", log));
        checkOnceInJournals();
        checkFirings();
        new Letters(world).check(deadLetters);
        checkRecovery();
    }

    private void readLogs() {
        for (int partition = 0; partition < journals.size(); partition++) {
            long sequence = 1;
            long offset = 0;
            long begin = 0;
            var names = new HashMap<Integer, String>();
            for (var record : journals.get(partition)) {
                assertThat(record.sequence()).isEqualTo(sequence++);
                if (record.opened().isPresent()) {
                    for (var sensor : record.opened().get().registered()) {
                        startsAfter.put(partition + " " + sensor.name(), sensor.startsAfter());
                        checkStart(sensor, begin);
                        names.put(sensor.sensor(), sensor.name());
                    }
                }
                begin = record.logBegins().map(LogBegin::offset).orElse(begin);
                for (int sensor : record.droppedSensors()) {
                    assertThat(drops.put(partition + " " + names.get(sensor), record.atMillis()))
                            .isNull();
                }
                for (var event : record.events()) {
                    log.add(new Logged(partition, offset++, event, record.atMillis()));
                }
            }
        }
    }

    private void checkStart(SlotRecord.Registered sensor, long begin) {
        assertThat(sensor.startsAfter()).isGreaterThanOrEqualTo(begin - 1);
        if (sensor.name().equals("late-earliest")) {
            assertThat(sensor.startsAfter()).isEqualTo(begin - 1);
            world.note(begin > 0, Situation.BEGUN_AT_CUT);
        }
    }

    private boolean isAfterStart(String sensor, Logged logged) {
        return logged.offset() > startsAfter.getOrDefault(logged.partition() + " " + sensor, Long.MAX_VALUE);
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
            boolean hasBegun = logged.atMillis() >= world.lateStart().toEpochMilli() && isAfterStart("late-at", logged);
            if (hasBegun || replayed.containsKey("late-at")) {
                see("late-at", device.orElseThrow(), logged);
            }
        }
        if (a || type.startsWith("p.")) {
            seeUnlessDropped("dropped", subject, logged);
            seeUnlessDropped("dropped-other", device.orElseThrow(), logged);
            expectOther(logged, device.orElseThrow(), letters);
            if (isAfterStart("late-latest", logged) || replayed.containsKey("late-latest")) {
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
        device.filter(_ -> isAfterStart("late-earliest", logged)).ifPresent(key -> see("late-earliest", key, logged));
    }

    private void expectOwn(Logged logged, String key, String letters) {
        var id = logged.event().id();
        if (letters.equals("R")) {
            failed(logged, "own", key, DeadLetter.Reason.REJECTED, 1);
        } else if (List.of("T", "E", "U", "P").contains(letters)) {
            failed(logged, "own", key, DeadLetter.Reason.HANDLER_FAILED, TracedSensors.TRIES);
        } else if (letters.contains("G")) {
            forget("own/" + key);
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
                var firing = logged.origin().id(Origin.Use.FIRING, "own", key, 0);
                if (world.person.fate(firing) == Person.Fate.REPAIRED) {
                    fire(logged, "own", key, 0, id + " B");
                } else {
                    letter(firing, "own/" + key + " " + DeadLetter.Reason.NOT_DELIVERED, 3);
                }
            }
        }
    }

    private void expectOther(Logged logged, String key, String letters) {
        if (letters.contains("k")) {
            keyFailed(logged, key);
        } else if (letters.contains("t")) {
            failed(logged, "other", key, DeadLetter.Reason.HANDLER_FAILED, TracedSensors.TRIES);
        } else if (letters.contains("r")) {
            failed(logged, "other", key, DeadLetter.Reason.REJECTED, 1);
        } else if (!letters.contains("n")) {
            see("other", key, logged);
            if (letters.contains("f")) {
                fire(logged, "other", key, 0, logged.event().id() + " f");
            }
        }
    }

    private void expectTimed(Logged logged, String key, String letters) {
        if (letters.contains("g")) {
            forget("timed/" + key);
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
        var replay = replayed.get(sensor);
        if (replay == null || replay.includes(logged)) {
            seen.computeIfAbsent(sensor + "/" + key, _ -> new ArrayList<>()).add(logged);
        }
    }

    /** A log is not kept for a sensor that was dropped there, though not everywhere: what it has not had by then may be gone. */
    private void seeUnlessDropped(String sensor, String key, Logged logged) {
        if (drops.containsKey(logged.partition() + " " + sensor) && !isAfterStart(sensor, logged)) {
            add(possible, sensor + "/" + key, logged);
        } else {
            see(sensor, key, logged);
        }
    }

    private void fire(Logged logged, String sensor, String key, int ordinal, String payload) {
        firings.put(
                logged.origin().id(Origin.Use.FIRING, sensor, key, ordinal),
                sensor + " " + key + " \"" + payload + "\"" + Outside.within(TraceContext.of(logged.event())));
    }

    private void forget(String instance) {
        seen.remove(instance);
        forgotten.add(instance);
    }

    /** An instance could not handle an event, until it was repaired. */
    private void failed(Logged logged, String sensor, String key, DeadLetter.Reason reason, int tries) {
        var id = logged.origin().id(Origin.Use.DEAD_LETTER, sensor, key, 0);
        if (world.person.fate(id) == Person.Fate.REPAIRED) {
            add(redriven, sensor + "/" + key, logged);
            fire(logged, sensor, key, 0, logged.event().id() + " again");
        } else {
            letter(id, sensor + "/" + key + " " + reason, tries);
        }
    }

    /** The key was not to be found, until it was repaired; it is handled then if it lives in the slot of its partition. */
    private void keyFailed(Logged logged, String key) {
        var id = logged.origin().id(Origin.Use.DEAD_LETTER, "other", "", 0);
        var what = "other/ " + DeadLetter.Reason.KEY_FAILED;
        if (world.person.fate(id) != Person.Fate.REPAIRED) {
            letter(id, what, 1);
        } else if (Placement.slotOf(key, world.plan.slots()) == logged.partition()) {
            add(redriven, "other/" + key, logged);
            fire(logged, "other", key, 0, logged.event().id() + " again");
        } else {
            deadLetters.put(id, what + " tried 1 redriven 0");
            add(possible, "other/" + key, logged);
            possibleFirings.put(
                    logged.origin().id(Origin.Use.FIRING, "other", key, 0),
                    "other " + key + " \"" + logged.event().id() + " again\""
                            + Outside.within(TraceContext.of(logged.event())));
        }
    }

    private static void add(Map<String, Set<String>> to, String instance, Logged logged) {
        to.computeIfAbsent(instance, _ -> new HashSet<>()).add(logged.event().id());
    }

    private void letter(String id, String what, int tries) {
        switch (world.person.fate(id)) {
            case LEFT -> deadLetters.put(id, what + " tried " + tries + " redriven 0");
            case REDRIVEN_IN_VAIN -> deadLetters.put(id, what + " tried " + 2 * tries + " redriven 1");
            case DISCARDED -> {}
            case REPAIRED -> throw new IllegalArgumentException(id);
        }
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

    /** What is decided stands in one record of one journal; that of a firing in one more for each redrive. */
    private void checkOnceInJournals() {
        Set<String> decided = new HashSet<>();
        Set<String> letters = new HashSet<>();
        Set<String> settled = new HashSet<>();
        Set<String> timers = new HashSet<>();
        List<String> begun = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        for (var record : journals.stream().flatMap(List::stream).toList()) {
            record.decided().forEach(firing -> {
                boolean isNew = decided.add(firing.id() + " " + firing.redrives());
                assertThat(!firing.isRepeated() || world.replayer.repeats())
                        .as("repeated: " + firing)
                        .isTrue();
                assertThat(isNew != firing.isRepeated())
                        .as("decided twice: " + firing)
                        .isTrue();
                world.note(firing.isRepeated(), Situation.REPEATED_FIRING);
                begun.add(firing.id());
                var payload = new String(firing.payload(), java.nio.charset.StandardCharsets.UTF_8);
                if (payload.startsWith("\"T:")) {
                    assertThat(timers.add(payload)).as(payload).isTrue();
                    firings.put(firing.id(), "timed " + firing.key() + " " + payload);
                }
            });
            record.ended().forEach(end -> ended.add(end.id()));
            record.deadLetters()
                    .forEach(letter -> assertThat(letters.add(letter.id() + " " + letter.redrives()))
                            .as("dead letter " + letter.id())
                            .isTrue());
            record.settledLetters()
                    .forEach(id ->
                            assertThat(settled.add(id)).as("settled " + id).isTrue());
        }
        assertThat(ended).containsExactlyInAnyOrderElementsOf(begun);
    }

    private void checkFirings() {
        var sink = new TreeMap<>(world.outside.sink());
        possibleFirings.forEach((id, what) -> {
            var arrivals = sink.remove(id);
            if (arrivals != null) {
                assertThat(arrivals).containsOnly(what);
            }
        });
        assertThat(sink.keySet()).as("firings").isEqualTo(firings.keySet());
        sink.forEach((id, arrivals) -> assertThat(arrivals).containsOnly(firings.get(id)));
    }

    /** What lives in memory is what the journal says, read from its beginning. */
    private void checkRecovery() {
        for (var incarnation : world.current) {
            var settings = Incarnation.settings(world, incarnation.number());
            var full = new Slot(settings, world.sensors.age(2));
            world.journals.get(incarnation.number()).records().forEach(full::apply);
            assertThat(SlotDescription.ofDecisions(incarnation.slot().snapshot(), settings))
                    .isEqualTo(SlotDescription.ofDecisions(full.snapshot(), settings));
        }
    }
}
