package dev.vigil.engine.slot;

import dev.vigil.engine.sensor.FailedTurnException;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.sensor.TurnMode;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One slot: owner of a partition of the bus and of the instances whose keys fall to it.
 *
 * <p>Recovery restores a snapshot, if there is one, and applies every record after it. Then {@link #open} makes the
 * record that begins an incarnation; when it is on disk it is applied, and from then on {@link #step} makes a record of
 * what has come in, which is applied when it is on disk, before the next step.
 *
 * <p>Threading: not thread-safe; may be handed from one thread to another.
 */
public final class Slot {
    private final SlotSettings settings;
    private final List<? extends SensorRunner<?>> runners;
    private SlotState state;
    private @Nullable RunningSensors running;
    private @Nullable Starts starts;

    /** An empty slot that runs these sensors. */
    public Slot(SlotSettings settings, List<? extends SensorRunner<?>> runners) {
        this.settings = settings;
        this.runners = List.copyOf(runners);
        this.state = new SlotState(settings);
    }

    /** Puts the slot into the state of a snapshot; throws {@link CorruptRecordException} if it cannot be read. */
    public void restore(byte[] snapshot) {
        state = SnapshotCodec.decode(snapshot, settings);
        running = null;
        starts = null;
    }

    /** The state as a snapshot. */
    public byte[] snapshot() {
        return SnapshotCodec.encode(state);
    }

    /**
     * Applies a record that is on disk; throws {@link CorruptRecordException} if it does not follow the last one.
     *
     * @param bytes how long it is there
     */
    public void apply(SlotRecord record, int bytes) {
        try {
            state.apply(record, bytes);
        } catch (IndexOutOfBoundsException e) {
            throw new CorruptRecordException(
                    "slot " + settings.slot() + ": record " + record.sequence()
                            + " is about a sensor or slot that is not there: " + e.getMessage(),
                    e);
        }
        starts = null;
        if (record.opened().isPresent() || record.replays().changesWhatRuns()) {
            running = null;
        }
    }

    /** Reads a record from disk and applies it. */
    public void apply(byte[] record) {
        apply(
                RecordCodec.decode(record, "slot " + settings.slot() + ", record " + (state.sequence + 1)),
                record.length);
    }

    /** The number of a record that tells where a new sensor begins, to be read before the slot is opened; empty for none. */
    public OptionalLong neededToOpen() {
        return starts().next();
    }

    /** Takes a record that has to be read before the slot can be opened. */
    public void readToOpen(byte[] record, long sequence) {
        starts().read(RecordCodec.decode(record, "slot " + settings.slot() + ", record " + sequence));
    }

    /** Makes the record that begins an incarnation and registers the sensors that are new. */
    public Step open(String node, long nowMillis) {
        var draft = new RecordDraft(state, Math.max(nowMillis, state.atMillis));
        draft.open(new SlotRecord.Opened(node, starts().registered()));
        return draft.toStep();
    }

    /**
     * Where the log is to begin from now on by what is to be kept and what is needed; empty where it may stay as it is.
     *
     * @param covered up to that record two snapshots have everything that can be read
     */
    public Optional<LogBegin> logCut(Retention retention, long covered, long nowMillis) {
        return new LogCut(state, retention, nowMillis).to(covered);
    }

    /** How many bytes of records are kept only because somebody needs them. */
    public long overdueBytes(Retention retention, long nowMillis) {
        return new LogCut(state, retention, nowMillis).overdueBytes();
    }

    /** Whether nobody needs what is before that, for events; snapshots are another matter. */
    public boolean mayBeginAt(LogBegin to) {
        return to.offset() <= state.neededFrom();
    }

    /** Makes the record that lets the log begin there. When it is on disk, what is before may be deleted. */
    public Step cutLog(LogBegin to, long nowMillis) {
        var draft = new RecordDraft(state, Math.max(nowMillis, state.atMillis));
        draft.cutLog(to);
        return draft.toStep();
    }

    /** Where the log begins: there are no earlier events and no earlier records, or soon will be none. */
    public LogBegin logBegin() {
        return state.log.begin();
    }

    /** What is kept of the log. */
    public LogExtent logExtent() {
        return state.log.extent(state.sequence, state.nextOffset);
    }

    /** Makes a record of what has come in and of the timers that are due. The state stays as it is. */
    public Step step(Inputs inputs, long nowMillis) {
        try {
            return new StepRun(state, running(), TurnMode.FAST, inputs, nowMillis).run();
        } catch (FailedTurnException e) {
            return new StepRun(state, running(), TurnMode.CAREFUL, inputs, nowMillis).run();
        }
    }

    /** What this slot has of a sensor's events from a partition: the offset of the last; -1 for none. */
    public long received(String sensor, int from) {
        var slice = state.byName.get(sensor);
        return slice == null ? -1 : slice.cameTo(from);
    }

    /** Where a sensor stands with the events of a partition; empty where the slot does not know the sensor. */
    public Optional<SensorPlace> place(String sensor, int from) {
        return Optional.ofNullable(state.byName.get(sensor))
                .map(slice -> new SensorPlace(
                        slice.id, slice.startsAfter, slice.registeredIn, slice.received[from], state.isHeld(slice)));
    }

    /** What another slot is known to have of this partition's events for a sensor. */
    public long confirmed(String sensor, int target) {
        var slice = state.byName.get(sensor);
        return slice == null ? -1 : slice.confirmed[target];
    }

    /**
     * Notes that a slot to which nothing is under way has everything, so that a snapshot does not make the next
     * incarnation look for events long delivered. Only right where the feed is idle after it has been told of every
     * record that was applied: between {@link #apply} and telling the feeds, it loses events.
     */
    public void confirmIdle(String sensor, int target) {
        var slice = state.byName.get(sensor);
        if (slice != null) {
            slice.confirm(target, state.nextOffset - 1);
        }
    }

    /**
     * What another slot is told of a delivery that has been looked at: up to where this one has the sensor's events of that
     * partition; of a replay that is over here, that it needs no more. Empty where neither is known here.
     */
    public OptionalLong answer(String sensor, int from) {
        if (running().placeOf(sensor) >= 0) {
            return OptionalLong.of(received(sensor, from));
        }
        boolean isOver =
                EditionName.parse(sensor).filter(state.editions::isOver).isPresent();
        return isOver ? OptionalLong.of(EditionName.ENDED) : OptionalLong.empty();
    }

    /** The offset of this partition after which a replay begins. */
    public long startsAfter(EditionName replay) {
        var slice = state.byName.get(replay.text());
        return slice == null ? -1 : slice.startsAfter;
    }

    /** The replays to which events of this partition go. */
    public List<EditionName> fedReplays() {
        return state.sensors.stream()
                .map(slice -> slice.edition)
                .filter(edition -> edition != null && edition.isFed())
                .map(edition -> new EditionName(edition.living.name, edition.begun.number()))
                .toList();
    }

    /** Whether the next step makes the state of a replay the sensor's, or brings it nearer to that. */
    public boolean isSwapDue() {
        return running().replays().anyMatch(place -> {
            var living = running().slice(running().livingOf(place));
            return !state.isHeld(living) && running().slice(place).isLevelWith(living);
        });
    }

    /** The last replay of a sensor; empty where there was none. */
    public Optional<ReplayPlace> replay(String sensor) {
        var living = state.byName.get(sensor);
        return living == null || living.replay == null
                ? Optional.empty()
                : Optional.of(ReplayPlace.of(living, living.replay, state));
    }

    /** What this slot has of another's publications. */
    public long publicationsReceived(int from) {
        return state.publicationsReceived[from];
    }

    /** Publications for a slot that it has not confirmed, oldest first. */
    public Collection<Publication> publications(int target) {
        return Collections.unmodifiableCollection(state.publications.get(target));
    }

    /** Whether there are publications for a slot that it has not confirmed. */
    public boolean hasPublications(int target) {
        return !state.publications.get(target).isEmpty();
    }

    /** Firings that have not ended, oldest first. */
    public List<PendingFiring> firings() {
        return List.copyOf(state.firings.values());
    }

    /** One firing that has not ended; null where there is none of that id. */
    public @Nullable PendingFiring firing(String id) {
        return state.firings.get(id);
    }

    /** The name of a sensor of this slot; of a replay, that of its sensor. */
    public String sensorName(int sensorId) {
        var slice = state.sensors.get(sensorId);
        var edition = slice.edition;
        return edition == null ? slice.name : edition.living.name;
    }

    /** Dead letters, oldest first. */
    public List<DeadLetter> deadLetters() {
        return List.copyOf(state.deadLetters.values());
    }

    /** One dead letter; null where there is none of that id. */
    public @Nullable DeadLetter deadLetter(String id) {
        return state.deadLetters.get(id);
    }

    /** How many dead letters there are, by the sensor's name and the reason. */
    public Map<String, Map<DeadLetter.Reason, Integer>> deadLetterCounts() {
        var counts = new TreeMap<String, Map<DeadLetter.Reason, Integer>>();
        state.deadLetters
                .counts()
                .forEach((kind, count) -> counts.computeIfAbsent(
                                sensorName(kind.sensor()), _ -> new EnumMap<>(DeadLetter.Reason.class))
                        .merge(kind.reason(), count, Integer::sum));
        return counts;
    }

    /** The committed instance of a key; null where there is none. */
    public @Nullable Instance instance(String sensor, String key) {
        var slice = state.byName.get(sensor);
        return slice == null ? null : slice.instances.get(key);
    }

    /** The keys of a sensor's instances after one, ascending, at most so many. */
    public List<String> keys(String sensor, String after, int most) {
        var slice = state.byName.get(sensor);
        return slice == null ? List.of() : slice.instances.keys(after, most);
    }

    /** How many instances a sensor has here. */
    public int instances(String sensor) {
        var slice = state.byName.get(sensor);
        return slice == null ? 0 : slice.instances.size();
    }

    /** The offset after which the sensors that are furthest behind have to be fed; empty where none is behind. */
    public OptionalLong behindAfter() {
        return running().behindAfter(state);
    }

    /** The number of the last record. */
    public long sequence() {
        return state.sequence;
    }

    /** The offset that the next event will get. */
    public long nextOffset() {
        return state.nextOffset;
    }

    /** When the event at that offset, or one before it, was taken in. */
    public long takenInBefore(long offset) {
        return state.log.timeBefore(offset).orElse(state.atMillis);
    }

    /** How many timers a sensor's instances here have set. */
    public int timers(String sensor) {
        var slice = state.byName.get(sensor);
        return slice == null ? 0 : state.timers.count(slice.id);
    }

    /** A record from which to read on in order to meet that offset. */
    public long sequenceBefore(long offset) {
        return state.log.sequenceBefore(offset);
    }

    /** A record from which to read on in order to meet those of that time. */
    public long sequenceBeforeTime(long millis) {
        return state.log.sequenceBeforeTime(millis);
    }

    /**
     * The how-manieth an event with that identity is of those that came from outside; -1 where it is not remembered. Only to
     * be compared with others of the same incarnation.
     */
    public long rank(long high, long low) {
        return state.dedupe.rank(high, low);
    }

    /** The rank of the newest event from outside that is remembered. */
    public long newestRank() {
        return state.dedupe.newestRank();
    }

    /** When the next timer comes due that a step would run, in milliseconds since the epoch. */
    public OptionalLong nextTimer() {
        return runners.stream()
                .map(runner -> state.byName.get(runner.name()))
                .filter(slice -> slice != null && !state.isHeld(slice))
                .map(this::nextTimer)
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    private OptionalLong nextTimer(SensorSlice slice) {
        var due = state.timers.next(slice.id);
        return due.isPresent() && slice.isReplayed() ? OptionalLong.of(due.getAsLong() + 1) : due;
    }

    /** Whether a sensor runs here. */
    public boolean runs(String sensor) {
        return running().placeOf(sensor) >= 0;
    }

    /** The names of the sensors that run here. */
    public List<String> sensors() {
        return runners.stream().map(SensorRunner::name).toList();
    }

    /** The names of the sensors that do not run at present, whose state is kept. */
    public List<String> keptSensors() {
        return state.sensors.stream()
                .filter(slice -> slice.edition == null && !slice.isDropped && !runs(slice.name))
                .map(slice -> slice.name)
                .toList();
    }

    private RunningSensors running() {
        var known = running;
        if (known == null) {
            known = new RunningSensors(runners, state);
            running = known;
        }
        return known;
    }

    private Starts starts() {
        var known = starts;
        if (known == null) {
            known = new Starts(runners, state);
            starts = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return "Slot[" + settings.slot() + ", sequence=" + state.sequence + ", nextOffset=" + state.nextOffset
                + ", publicationsSent=" + Arrays.toString(state.publicationsSent) + "]";
    }
}
