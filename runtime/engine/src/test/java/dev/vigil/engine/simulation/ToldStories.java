package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.KeyFailedException;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.PendingFiring;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.SensorPlace;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.story.Handling;
import dev.vigil.engine.story.RecordSearch;
import dev.vigil.engine.story.Subject;
import dev.vigil.engine.story.Trails;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The story of every event for every sensor, told from the journals of a run, and held against a plain reading of all of
 * them: each record that is found is the first that brought the sensor past the event; and all stories together tell of each
 * firing, published event and dead letter that there is.
 */
final class ToldStories {
    private final World world;
    private final Chance chance;
    private final List<List<SlotRecord>> journals = new ArrayList<>();
    /** By slot, record, sensor and partition: up to where the sensor has it after the record. */
    private final List<List<Map<String, long[]>>> received = new ArrayList<>();

    private final Map<String, PendingFiring> firings = new TreeMap<>();
    private final Map<String, Trails.Trail> trails = new TreeMap<>();
    private final Set<String> publications = new TreeSet<>();
    private final Set<String> letters = new TreeSet<>();
    /** How often what was told. */
    final Map<String, Integer> told = new TreeMap<>();

    ToldStories(World world) {
        this.world = world;
        this.chance = new Chance(world.plan.seed() ^ 0x5707);
        for (int slot = 0; slot < world.journals.size(); slot++) {
            var replayed = new Slot(Incarnation.settings(world, slot), world.sensors.age(2));
            var records = new ArrayList<SlotRecord>();
            var positions = new ArrayList<Map<String, long[]>>();
            for (var bytes : world.journals.get(slot).records()) {
                var record = RecordCodec.decode(bytes, "final");
                replayed.apply(record, bytes.length);
                records.add(record);
                positions.add(positions(replayed));
            }
            journals.add(records);
            received.add(positions);
        }
    }

    private Map<String, long[]> positions(Slot slot) {
        var positions = new HashMap<String, long[]>();
        for (var runner : world.sensors.age(2)) {
            if (slot.place(runner.name(), 0).isPresent()) {
                var ofSensor = new long[world.plan.slots()];
                for (int from = 0; from < ofSensor.length; from++) {
                    ofSensor[from] = slot.received(runner.name(), from);
                }
                positions.put(runner.name(), ofSensor);
            }
        }
        return positions;
    }

    void check() {
        for (int partition = 0; partition < journals.size(); partition++) {
            for (var record : journals.get(partition)) {
                long offset = record.firstOffset();
                for (var event : record.events()) {
                    for (var runner : world.sensors.age(2)) {
                        tell(runner, event, new Origin(Origin.Kind.EVENT, partition, offset), record);
                    }
                    offset++;
                }
            }
        }
        checkAllIsTold();
    }

    private void tell(SensorRunner<?> runner, Event event, Origin origin, SlotRecord takenIn) {
        if (!runner.wants(event.type(), event.source())) {
            return;
        }
        int target = origin.slot();
        String key = "";
        try {
            var found = runner.keyOf(event);
            if (found.isEmpty()) {
                return;
            }
            key = found.get();
            target = Placement.slotOf(key, world.plan.slots());
        } catch (KeyFailedException e) {
            count("key failed");
        }
        var own = slot(origin.slot()).place(runner.name(), origin.slot()).orElseThrow();
        if (origin.position() <= own.startsAfter()) {
            count("before start");
            return;
        }
        count(target == origin.slot() ? "here" : "elsewhere");
        var place = slot(target).place(runner.name(), origin.slot()).orElseThrow();
        var failed = keyFailed(runner, origin, takenIn, own);
        failed.ifPresent(letter -> letters.add(letter.id()));
        if (target != origin.slot()) {
            if (place.received() < origin.position()) {
                assertThat(failed)
                        .as("why %s of %s, with a key of slot %d, was not sent there", runner.name(), origin, target)
                        .isPresent();
                return;
            }
        }
        var journal = journals.get(target);
        var near = journal.get(chance.below(journal.size())).sequence();
        var search = RecordSearch.ofHandling(place, target, origin, takenIn.sequence(), near, 1, journal.size());
        var record = run(search, journal);
        assertThat(record.sequence())
                .as("%s of %s in slot %d", runner.name(), origin, target)
                .isEqualTo(firstBeyond(target, runner.name(), origin));
        tellOfWhatIsLeft(place, target, origin, takenIn, record);
        var subject = new Subject(place.sensor(), runner.name(), key, origin);
        boolean isLetterAtOnce = target == origin.slot()
                && Handling.of(takenIn, subject).letter().isPresent();
        follow(journal, isLetterAtOnce ? takenIn : record, subject);
    }

    /** The dead letter of a key that failed when the event was taken in, and is found now. */
    private Optional<DeadLetter> keyFailed(SensorRunner<?> runner, Origin origin, SlotRecord takenIn, SensorPlace own) {
        var subject = new Subject(own.sensor(), runner.name(), "", origin);
        var letter = Handling.of(takenIn, subject).letter();
        if (letter.isPresent()) {
            return letter;
        }
        var journal = journals.get(origin.slot());
        var search = RecordSearch.ofHandling(
                own, origin.slot(), origin, takenIn.sequence(), takenIn.sequence(), 1, journal.size());
        return Handling.of(run(search, journal), subject).letter();
    }

    private SlotRecord run(RecordSearch search, List<SlotRecord> journal) {
        for (var next = search.next(); next.isPresent(); next = search.next()) {
            int from = (int) next.get().from() - 1;
            int to = (int) Math.min(next.get().to(), (long) from + chance.between(20, 60));
            search.read(journal.subList(from, to));
        }
        return search.found().orElseThrow();
    }

    /** Where the other slot's log begins later, the same record is found or none. */
    private void tellOfWhatIsLeft(
            SensorPlace place, int target, Origin origin, SlotRecord takenIn, SlotRecord handled) {
        if (target == origin.slot()) {
            return;
        }
        var journal = journals.get(target);
        long kept = chance.between(1, journal.size());
        long near = chance.between((int) kept, journal.size());
        var search = RecordSearch.ofHandling(place, target, origin, takenIn.sequence(), near, kept, journal.size());
        for (var next = search.next(); next.isPresent(); next = search.next()) {
            assertThat(next.get().from()).isGreaterThanOrEqualTo(kept);
            int to = (int) Math.min(next.get().to(), next.get().from() + chance.between(20, 60));
            search.read(journal.subList((int) next.get().from() - 1, to));
        }
        search.found().ifPresent(found -> assertThat(found.sequence()).isEqualTo(handled.sequence()));
        count(search.found().isPresent() ? "left" : "not left");
    }

    /** As slowly as can be. */
    private long firstBeyond(int slot, String sensor, Origin origin) {
        var positions = received.get(slot);
        for (int i = 0; i < positions.size(); i++) {
            var ofSensor = positions.get(i).get(sensor);
            if (ofSensor != null && ofSensor[origin.slot()] >= origin.position()) {
                return i + 1L;
            }
        }
        throw new AssertionError(sensor + " has not come past " + origin);
    }

    private void follow(List<SlotRecord> journal, SlotRecord record, Subject subject) {
        var handling = Handling.of(record, subject);
        take(journal, handling);
        handling.letter().ifPresent(letter -> {
            letters.add(letter.id());
            journal.stream()
                    .skip(record.sequence())
                    .filter(later -> later.settledLetters().contains(letter.id()))
                    .forEach(later -> {
                        var again = Handling.of(later, subject);
                        count(again.isEmpty() ? "discarded" : "redriven");
                        take(journal, again);
                    });
        });
    }

    private void take(List<SlotRecord> journal, Handling handling) {
        handling.publications().forEach(publication -> publications.add(publication.cause()));
        for (var firing : handling.firings()) {
            assertThat(firings.put(firing.id(), firing)).as(firing.id()).isNull();
            var after = new Trails(List.of(firing.id()));
            journal.stream().skip(handling.record()).forEach(after::read);
            trails.put(firing.id(), after.of(firing.id()));
        }
    }

    private void checkAllIsTold() {
        Map<String, Integer> attempts = new TreeMap<>();
        Set<String> delivered = new TreeSet<>();
        Set<String> expectedFirings = new TreeSet<>();
        Set<String> expectedPublications = new TreeSet<>();
        Set<String> expectedLetters = new TreeSet<>();
        for (int slot = 0; slot < journals.size(); slot++) {
            for (var record : journals.get(slot)) {
                var names = slot(slot);
                record.decided().stream()
                        .filter(firing -> !names.sensorName(firing.sensor()).equals("timed"))
                        .forEach(firing -> expectedFirings.add(firing.id()));
                record.publications().forEach(publication -> expectedPublications.add(publication.cause()));
                record.deadLetters().stream()
                        .filter(letter ->
                                letter.firing().isEmpty() && letter.origin().kind() == Origin.Kind.EVENT)
                        .forEach(letter -> expectedLetters.add(letter.id()));
                record.ended().forEach(ended -> {
                    attempts.merge(ended.id(), ended.attempts(), Integer::sum);
                    if (ended.cause().isEmpty()) {
                        delivered.add(ended.id());
                    }
                });
            }
        }
        // What a firing became is told by its trail.
        trails.values()
                .forEach(trail -> trail.publication().ifPresent(one -> {
                    count("relayed");
                    publications.add(one.cause());
                }));
        assertThat(firings.keySet()).as("firings").isEqualTo(expectedFirings);
        assertThat(publications).as("published events").isEqualTo(expectedPublications);
        assertThat(letters).as("dead letters").containsAll(expectedLetters);
        var kept = world.current.stream()
                .flatMap(incarnation -> incarnation.slot().deadLetters().stream())
                .map(DeadLetter::id)
                .collect(Collectors.toSet());
        trails.forEach((id, trail) -> {
            var stage = kept.contains(id)
                    ? Trails.Stage.DEAD_LETTER
                    : delivered.contains(id) ? Trails.Stage.DELIVERED : Trails.Stage.DISCARDED;
            count(stage.name());
            assertThat(trail.stage()).as(id).isEqualTo(stage);
            assertThat(trail.attempts()).as(id).isEqualTo(attempts.get(id));
        });
    }

    private void count(String what) {
        told.merge(what, 1, Integer::sum);
    }

    private Slot slot(int number) {
        return world.current.get(number).slot();
    }
}
