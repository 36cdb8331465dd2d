package dev.vigil.engine.slot;

import dev.vigil.engine.event.BlockEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a slot remembers: what its records, applied one after the other, make of it. Not thread-safe. */
final class SlotState {
    /** How many bytes of dead letters of one sensor a slot keeps before the sensor is held. */
    static final long MOST_LETTER_BYTES = 64L << 20;

    final SlotSettings settings;
    final List<SensorSlice> sensors = new ArrayList<>();
    final Map<String, SensorSlice> byName = new HashMap<>();
    final Dedupe dedupe;
    final TimerQueue timers = new TimerQueue();
    final LogIndex log = new LogIndex();
    final Map<String, PendingFiring> firings = new LinkedHashMap<>();
    final DeadLetters deadLetters = new DeadLetters();
    final Editions editions = new Editions(this);
    /** By target slot: those that it has not confirmed. */
    final List<ArrayDeque<Publication>> publications = new ArrayList<>();

    final long[] publicationsSent;
    final long[] publicationsReceived;
    long sequence;
    long atMillis;
    long nextOffset;
    long timerRuns;

    SlotState(SlotSettings settings) {
        this.settings = settings;
        dedupe = new Dedupe(settings.dedupeEvents(), settings.dedupeTime().toMillis());
        publicationsSent = new long[settings.slots()];
        publicationsReceived = new long[settings.slots()];
        for (int i = 0; i < settings.slots(); i++) {
            publications.add(new ArrayDeque<>());
        }
    }

    int slot() {
        return settings.slot();
    }

    SensorSlice register(int id, String name) {
        var dropped = byName.get(name);
        if (dropped != null && dropped.isDropped && dropped.id == id) {
            dropped.isDropped = false;
            return dropped;
        }
        if (id != sensors.size() || dropped != null) {
            throw new CorruptRecordException("slot " + slot() + ": sensor " + name + " as number " + id
                    + " where number " + sensors.size() + " should follow");
        }
        var slice = new SensorSlice(id, name, settings.slots());
        sensors.add(slice);
        byName.put(name, slice);
        return slice;
    }

    /**
     * Changes the state by the record that follows the last one.
     *
     * @param bytes how long it is in the journal
     * @throws CorruptRecordException if it does not follow
     */
    void apply(SlotRecord record, int bytes) {
        if (record.sequence() != sequence + 1) {
            throw new CorruptRecordException(
                    "slot " + slot() + ": record " + record.sequence() + " where " + (sequence + 1) + " should follow");
        }
        if (!record.events().isEmpty() && record.firstOffset() != nextOffset) {
            throw new CorruptRecordException("slot " + slot() + ": record " + record.sequence() + " begins at offset "
                    + record.firstOffset() + " where " + nextOffset + " should follow");
        }
        sequence = record.sequence();
        // Between two owners may lie a difference of their clocks, which must not make the slot forget what it has
        // taken.
        record.opened().ifPresent(_ -> dedupe.skip(record.atMillis() - atMillis));
        atMillis = record.atMillis();
        record.opened().ifPresent(this::open);
        // Before the events: a sensor that catches up in this record may handle them too, and then has more than this.
        record.received().forEach(p -> sensors.get(p.sensor()).received[p.slot()] = p.upTo());
        takeEvents(record);
        record.changes().forEach((sensor, instances) -> {
            var slice = sensors.get(sensor);
            instances.forEach((key, instance) -> change(slice, key, instance));
        });
        record.settledLetters().forEach(deadLetters::remove);
        record.decided().forEach(this::addFiring);
        record.ended().forEach(ended -> endFiring(ended.id()));
        record.deadLetters().forEach(deadLetters::put);
        record.confirmed().forEach(p -> sensors.get(p.sensor()).confirm(p.slot(), p.upTo()));
        record.publications().forEach(this::addPublication);
        record.publicationsReceived().forEach((slot, upTo) -> publicationsReceived[slot] = upTo);
        record.publicationsConfirmed().forEach(this::dropPublications);
        record.droppedSensors().forEach(this::drop);
        editions.apply(record);
        timerRuns += record.timerRuns();
        log.grow(bytes);
        record.logBegins().ifPresent(this::cutLog);
    }

    /**
     * The offset of the first event of this partition that is still needed: that some sensor has not had, whether it runs at
     * present or not. A sensor that was dropped needs nothing, nor does a replay that is over; a sensor that is new begins where
     * the log does.
     */
    long neededFrom() {
        return sensors.stream()
                .filter(slice -> !slice.isDropped && !slice.isReplayThatIsOver())
                .mapToLong(slice -> slice.confirmedEverywhere(slot()) + 1)
                .reduce(nextOffset, Math::min);
    }

    /** Everyone has what is before; nobody may look for it again, not even one who did not know yet that he has it. */
    private void cutLog(LogBegin to) {
        if (to.sequence() <= log.begin().sequence() || to.sequence() > sequence || to.offset() > nextOffset) {
            throw new CorruptRecordException("slot " + slot() + ": record " + sequence
                    + " lets the log begin with record " + to.sequence() + " where it begins with "
                    + log.begin().sequence());
        }
        for (var slice : sensors) {
            for (int target = 0; target < settings.slots(); target++) {
                slice.confirm(target, to.offset() - 1);
            }
        }
        log.cut(to);
    }

    /** Forgets a sensor's instances. What they had decided is still carried out. */
    void drop(int sensor) {
        var slice = sensors.get(sensor);
        slice.isDropped = true;
        slice.instances.clear();
        timers.drop(sensor);
        editions.drop(slice);
    }

    private void open(SlotRecord.Opened opened) {
        for (var registered : opened.registered()) {
            boolean isNew = registered.sensor() == sensors.size();
            var slice = register(registered.sensor(), registered.name());
            slice.received[slot()] = Math.max(slice.received[slot()], registered.startsAfter());
            for (int target = 0; target < settings.slots(); target++) {
                slice.confirm(target, registered.startsAfter());
            }
            if (isNew) {
                slice.startsAfter = registered.startsAfter();
                slice.registeredIn = sequence;
            }
        }
    }

    private void takeEvents(SlotRecord record) {
        dedupe.expire(record.atMillis());
        if (record.events().isEmpty()) {
            return;
        }
        log.add(record.sequence(), nextOffset, record.atMillis());
        nextOffset += record.events().count();
        remember(record);
        for (var slice : sensors) {
            if (!record.held().contains(slice.id)) {
                slice.received[slot()] = nextOffset - 1;
            }
        }
    }

    private void remember(SlotRecord record) {
        var identities = record.identities();
        if (identities.length > 0) {
            dedupe.addAll(identities, record.atMillis());
            return;
        }
        for (BlockEvent event : record.events()) {
            if (!event.isChained()) {
                var identity = event.identity();
                dedupe.add(identity.getMostSignificantBits(), identity.getLeastSignificantBits(), record.atMillis());
            }
        }
    }

    void change(SensorSlice slice, String key, @Nullable Instance instance) {
        var before = instance == null ? slice.instances.remove(key) : slice.instances.put(key, instance);
        timers.remove(slice.id, key, before);
        if (instance != null) {
            timers.add(slice.id, key, instance.timers());
        }
    }

    /** Whether a sensor must wait: so many of its firings are under way, or it has so many dead letters. */
    boolean isHeld(SensorSlice slice) {
        return hasTooManyFirings(slice) || hasTooManyLetters(slice);
    }

    boolean hasTooManyFirings(SensorSlice slice) {
        return slice.outstandingFirings >= settings.outstandingFirings();
    }

    private boolean hasTooManyLetters(SensorSlice slice) {
        var held = deadLetters.of(slice.id);
        return held.letters() >= settings.deadLetters() || held.bytes() >= MOST_LETTER_BYTES;
    }

    /**
     * Whether a replay has to wait: it has too many dead letters of its own, or it carries out firings, of which half are its
     * sensor's own, and some have to end.
     */
    boolean isWaiting(SensorSlice replay) {
        var edition = replay.edition;
        return edition != null
                && (hasTooManyLetters(replay)
                        || (edition.begun.fires()
                                && edition.living.outstandingFirings
                                        >= Math.max(1, settings.outstandingFirings() / 2)));
    }

    void addFiring(PendingFiring firing) {
        if (firings.put(firing.id(), firing) == null) {
            sensors.get(firing.sensor()).outstandingFirings++;
        }
    }

    private void endFiring(String id) {
        var firing = firings.remove(id);
        if (firing != null) {
            sensors.get(firing.sensor()).outstandingFirings--;
        }
    }

    void addPublication(Publication publication) {
        publications.get(publication.target()).add(publication);
        publicationsSent[publication.target()] = publication.sequence();
    }

    private void dropPublications(int target, long upTo) {
        var queue = publications.get(target);
        while (!queue.isEmpty() && queue.peek().sequence() <= upTo) {
            queue.remove();
        }
    }
}
