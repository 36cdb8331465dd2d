package dev.vigil.engine.slot;

import dev.vigil.engine.event.EventBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A record in the making, and the positions as they will be once it is applied. Not thread-safe. */
final class RecordDraft {
    private final SlotState state;
    private final long now;
    private final Map<Integer, Map<String, @Nullable Instance>> changes = new HashMap<>();
    private final List<PendingFiring> decided = new ArrayList<>();
    private final List<SlotRecord.Ended> ended = new ArrayList<>();
    private final Set<String> endedIds = new HashSet<>();
    private final Map<String, DeadLetter> deadLetters = new LinkedHashMap<>();
    private final Set<String> settledLetters = new LinkedHashSet<>();
    private final Set<String> redrivenFirings = new HashSet<>();
    private final Map<Place, Long> received = new LinkedHashMap<>();
    private final Map<Place, Long> confirmed = new LinkedHashMap<>();
    private final List<Publication> publications = new ArrayList<>();
    private final Map<Integer, Long> publicationsSent = new HashMap<>();
    private final Map<Integer, Long> publicationsReceived = new HashMap<>();
    private final Map<Integer, Long> publicationsConfirmed = new HashMap<>();
    private final Set<Integer> droppedSensors = new LinkedHashSet<>();
    private final List<SlotRecord.ReplayBegun> replaysBegun = new ArrayList<>();
    private final Map<Integer, ReplayDraft> replays = new TreeMap<>();
    private final List<SlotRecord.ReplaySwapped> replaysSwapped = new ArrayList<>();
    private final List<Integer> replaysGivenUp = new ArrayList<>();
    private Optional<SlotRecord.Opened> opened = Optional.empty();
    private Optional<LogBegin> logBegins = Optional.empty();
    private int timerRuns;

    private record Place(int sensor, int slot) {}

    RecordDraft(SlotState state, long now) {
        this.state = state;
        this.now = now;
    }

    void open(SlotRecord.Opened opening) {
        opened = Optional.of(opening);
    }

    void cutLog(LogBegin to) {
        logBegins = Optional.of(to);
    }

    void change(SensorSlice slice, String key, @Nullable Instance instance) {
        changes.computeIfAbsent(slice.id, _ -> new HashMap<>()).put(key, instance);
    }

    void decided(PendingFiring firing) {
        decided.add(firing);
    }

    void ended(SlotRecord.Ended end) {
        ended.add(end);
        endedIds.add(end.id());
    }

    boolean hasEnded(String firingId) {
        return endedIds.contains(firingId);
    }

    void deadLetter(DeadLetter letter) {
        deadLetters.put(letter.id(), letter);
    }

    /** A dead letter that there was, as it will be once the record is applied; null where it will not be there. */
    @Nullable
    DeadLetter standing(String letterId) {
        var before = state.deadLetters.get(letterId);
        return before == null || settledLetters.contains(letterId) ? null : deadLetters.getOrDefault(letterId, before);
    }

    void settled(String letterId) {
        settledLetters.add(letterId);
        deadLetters.remove(letterId);
    }

    /** A dead letter's firing is decided anew. */
    void redriven(PendingFiring firing) {
        settled(firing.id());
        decided.add(firing);
        redrivenFirings.add(firing.id());
    }

    boolean isRedriven(String firingId) {
        return redrivenFirings.contains(firingId);
    }

    /** Drops a sensor's state; whether it was still there. */
    boolean dropped(SensorSlice slice) {
        return droppedSensors.add(slice.id);
    }

    /** What a replay does in this step. */
    ReplayDraft replay(SensorSlice slice) {
        return replays.computeIfAbsent(slice.id, _ -> new ReplayDraft());
    }

    /** The dead letters about something, as they will be once the record is applied. */
    List<DeadLetter> lettersAbout(DeadLetters.Subject subject) {
        var before = state.deadLetters.about(subject);
        if (before.isEmpty() && deadLetters.isEmpty()) {
            return List.of();
        }
        var ids = new TreeSet<>(before);
        deadLetters.values().stream()
                .filter(letter ->
                        DeadLetters.Subject.of(letter).filter(subject::equals).isPresent())
                .forEach(letter -> ids.add(letter.id()));
        return ids.stream().map(this::letter).flatMap(Optional::stream).toList();
    }

    /** A dead letter, as it will be once the record is applied. */
    private Optional<DeadLetter> letter(String id) {
        return settledLetters.contains(id)
                ? Optional.empty()
                : Optional.ofNullable(deadLetters.getOrDefault(id, state.deadLetters.get(id)));
    }

    void begun(SlotRecord.ReplayBegun begun) {
        replaysBegun.add(begun);
    }

    /** How many of these have an id that there was not before. */
    int newEditions() {
        return (int) replaysBegun.stream()
                .filter(begun -> begun.edition() >= state.sensors.size())
                .count();
    }

    boolean begins(String sensor) {
        return replaysBegun.stream()
                .anyMatch(begun -> state.sensors.get(begun.sensor()).name.equals(sensor));
    }

    /**
     * Makes the state of a replay the sensor's: the sensor's dead letters about what the replay has come past are over, and what
     * it decided for those that were there until now is decided. Its own letters about anything else repeat what was handled
     * before.
     */
    void swapped(SensorSlice slice, Edition edition) {
        if (replaysGivenUp.contains(slice.id)) {
            return;
        }
        var repeated = lettersOf(slice)
                .filter(letter -> repeats(letter, edition.living))
                .map(DeadLetter::id)
                .collect(Collectors.toUnmodifiableSet());
        replaysSwapped.add(new SlotRecord.ReplaySwapped(slice.id, repeated, true));
        var done = replay(slice);
        Stream.concat(edition.owed.stream(), done.owed().stream())
                .filter(owed -> letter(owed.letter()).isPresent())
                .forEach(owed -> {
                    decided.addAll(owed.firings());
                    owed.publications().forEach(one -> publication(one.target(), one.event(), one.cause()));
                });
        Stream.concat(edition.settles.stream(), done.settled().stream())
                .filter(id -> letter(id).isPresent())
                .toList()
                .forEach(this::settled);
    }

    private Stream<DeadLetter> lettersOf(SensorSlice slice) {
        return Stream.concat(state.deadLetters.values().stream(), deadLetters.values().stream())
                .filter(letter -> letter.sensor() == slice.id);
    }

    private boolean repeats(DeadLetter letter, SensorSlice living) {
        return DeadLetters.Subject.of(letter.ofSensor(living.id, false))
                .filter(subject -> lettersAbout(subject).stream().allMatch(DeadLetter::isRepeated))
                .isPresent();
    }

    /** Gives up a replay; whether it was still there. */
    boolean givenUp(SensorSlice slice) {
        return !replaysGivenUp.contains(slice.id) && replaysGivenUp.add(slice.id);
    }

    /** Whether a firing of that id is under way, or a dead letter. */
    boolean isKnown(String firingId) {
        return state.firings.containsKey(firingId)
                || state.deadLetters.get(firingId) != null
                || decided.stream().anyMatch(firing -> firing.id().equals(firingId));
    }

    /** Numbers a timer that is run in this step, from 0. */
    int nextTimerRun() {
        return timerRuns++;
    }

    long received(SensorSlice slice, int from) {
        return received.getOrDefault(new Place(slice.id, from), slice.received[from]);
    }

    void received(SensorSlice slice, int from, long upTo) {
        received.put(new Place(slice.id, from), upTo);
    }

    void confirmed(SensorSlice slice, int target, long upTo) {
        confirmed.merge(new Place(slice.id, target), upTo, Math::max);
    }

    void publication(int target, byte[] event, String cause) {
        long sequence = publicationsSent.getOrDefault(target, state.publicationsSent[target]) + 1;
        publicationsSent.put(target, sequence);
        publications.add(new Publication(target, sequence, event, cause));
    }

    long publicationsReceived(int from) {
        return publicationsReceived.getOrDefault(from, state.publicationsReceived[from]);
    }

    void publicationsReceived(int from, long upTo) {
        publicationsReceived.put(from, upTo);
    }

    void publicationsConfirmed(int target, long upTo) {
        publicationsConfirmed.merge(target, upTo, Math::max);
    }

    /** The step of a record that has no inputs. */
    Step toStep() {
        return toStep(EventBlock.EMPTY, new long[0], List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    Step toStep(
            EventBlock events,
            long[] identities,
            List<Integer> held,
            List<Step.Answer> answers,
            List<Step.Outgoing> outgoing,
            List<Step.Ruled> ruled,
            List<Step.Handled> handled,
            List<Step.Span> spans) {
        var record = new SlotRecord(
                state.sequence + 1,
                now,
                opened,
                state.nextOffset,
                events,
                identities,
                changes,
                decided,
                ended,
                List.copyOf(deadLetters.values()),
                positions(received),
                positions(confirmed),
                events.isEmpty() ? List.of() : held,
                publications,
                publicationsReceived,
                publicationsConfirmed,
                timerRuns,
                List.copyOf(settledLetters),
                List.copyOf(droppedSensors),
                logBegins,
                replays());
        // What a person is answered is what is committed: an owner that was replaced finds that out by writing.
        return new Step(record, isEmpty(events) && ruled.isEmpty(), answers, outgoing, ruled, handled, spans);
    }

    private SlotRecord.Replays replays() {
        var advanced = replays.entrySet().stream()
                .filter(replay -> !replay.getValue().isEmpty())
                .map(replay -> replay.getValue().toAdvanced(replay.getKey()))
                .toList();
        return new SlotRecord.Replays(replaysBegun, advanced, replaysSwapped, replaysGivenUp);
    }

    /** Confirmations alone are not worth a write: without them others are sent again what they then ignore. */
    private boolean isEmpty(EventBlock events) {
        return events.isEmpty()
                && opened.isEmpty()
                && logBegins.isEmpty()
                && changes.isEmpty()
                && decided.isEmpty()
                && ended.isEmpty()
                && deadLetters.isEmpty()
                && settledLetters.isEmpty()
                && received.isEmpty()
                && publications.isEmpty()
                && publicationsReceived.isEmpty()
                && timerRuns == 0
                && replays().isEmpty();
    }

    private static List<SlotRecord.Position> positions(Map<Place, Long> positions) {
        return positions.entrySet().stream()
                .map(e ->
                        new SlotRecord.Position(e.getKey().sensor(), e.getKey().slot(), e.getValue()))
                .toList();
    }
}
