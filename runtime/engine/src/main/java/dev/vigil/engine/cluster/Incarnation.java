package dev.vigil.engine.cluster;

import dev.vigil.engine.delivery.FeedSettings;
import dev.vigil.engine.delivery.Feeds;
import dev.vigil.engine.delivery.LogTail;
import dev.vigil.engine.delivery.PublicationSender;
import dev.vigil.engine.journal.Journal;
import dev.vigil.engine.journal.LogReader;
import dev.vigil.engine.slot.EditionName;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotSettings;
import dev.vigil.engine.slot.Step;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** All that a slot has in memory from one recovery to the next failure. Not thread-safe. */
final class Incarnation {
    private static final long REPORT_EVERY_MILLIS = 1_000;

    private final int number;
    private final SlotServices services;
    private final Slot slot;
    private final Feeds feeds;
    private final PublicationSender publications;
    private final Retaining retaining;
    private final Arrivals arrivals = new Arrivals();
    private long reportedMillis;
    private long costSinceSnapshot;
    private long snapshotBytes;
    private boolean isSavedForDeparture;
    /** The record after the last stretch of the log that was read, and the offset at which it begins. */
    private long scannedSequence = 1;

    private long scannedOffset;
    private final LogTail tail = new LogTail();

    /**
     * An incarnation of a slot that has been recovered and opened.
     *
     * @param recoveredCost the {@linkplain SnapshotCost cost} of the records that were read to recover it
     * @param recoveredFrom the record after which the snapshot stands that was read; 0 for none
     */
    Incarnation(
            int number, Slot slot, SlotServices services, long recoveredCost, long snapshotBytes, long recoveredFrom) {
        this.number = number;
        this.services = services;
        this.slot = slot;
        int slots = services.settings().slots();
        this.feeds = new Feeds(number, slots, slot, services.runners(), FeedSettings.DEFAULT);
        this.publications = new PublicationSender(slot, number, slots, FeedSettings.DEFAULT);
        this.retaining = new Retaining(number, services, slot, recoveredFrom);
        this.costSinceSnapshot = recoveredCost;
        this.snapshotBytes = snapshotBytes;
        services.meters().kept().put(number, slot.deadLetterCounts());
    }

    static SlotSettings slotSettings(int number, SlotServices services) {
        var settings = services.settings();
        return new SlotSettings(
                number,
                settings.slots(),
                settings.dedupe().events(),
                settings.dedupe().time(),
                settings.limits().outstandingFirings(),
                settings.limits().deadLetters());
    }

    Slot slot() {
        return slot;
    }

    Feeds feeds() {
        return feeds;
    }

    PublicationSender publications() {
        return publications;
    }

    /** Whether a record is to be written though nothing has come in. */
    boolean wantsRecord() {
        return wantsSnapshot() || retaining.hasCut() || slot.isSwapDue();
    }

    /** Whether a snapshot is to be taken though not enough has been written since the last one. */
    boolean wantsSnapshot() {
        return wantsToMove() || retaining.wantsSnapshot();
    }

    /**
     * Whether the slot is about to move, and it is cheaper to save it now than to read its records again there. Once: under
     * load there are more than a few records again as soon as it is saved.
     */
    private boolean wantsToMove() {
        return services.departure().hasBegun()
                && !isSavedForDeparture
                && SnapshotCost.paysBeforeMoving(costSinceSnapshot, snapshotBytes);
    }

    /** The state before the next record, when enough has been written since the last snapshot. */
    Optional<byte[]> snapshotIfDue() {
        if (!SnapshotCost.isDue(costSinceSnapshot, snapshotBytes) && !wantsSnapshot()) {
            return Optional.empty();
        }
        confirmIdle();
        retaining.snapshot(services.clock().millis());
        var snapshot = slot.snapshot();
        snapshotBytes = snapshot.length;
        costSinceSnapshot = 0;
        isSavedForDeparture = services.departure().hasBegun();
        return Optional.of(snapshot);
    }

    private void confirmIdle() {
        for (var sensor : slot.sensors()) {
            for (int target = 0; target < services.settings().slots(); target++) {
                if (target != number && feeds.isIdle(sensor, target)) {
                    slot.confirmIdle(sensor, target);
                }
            }
        }
    }

    /** The step whose record cuts the log, if that is to be done. */
    Optional<Step> takeCut() {
        return retaining.takeCut(services.clock().millis());
    }

    /** A snapshot is on disk. */
    void saved(Journal.SnapshotSaved snapshot) {
        retaining.saved(snapshot);
    }

    /** Takes over a step whose record is on disk. */
    List<Inputs.Replay> committed(Step step, int recordBytes) {
        slot.apply(step.record(), recordBytes);
        costSinceSnapshot += SnapshotCost.ofReading(recordBytes);
        if (!step.record().deadLetters().isEmpty()
                || !step.record().settledLetters().isEmpty()
                || step.record().replays().changesWhatRuns()) {
            services.meters().kept().put(number, slot.deadLetterCounts());
        }
        if (!step.record().events().isEmpty()) {
            arrivals.add(step.record().firstOffset(), step.record().atMillis());
            feeds.committed(
                    step.record().lastOffset(), step.outgoing(), step.record().atMillis());
        }
        feeds.follow();
        return tail.committed(step.record());
    }

    /** All of the log that was read goes into this step, or some of it waits. */
    void handling(boolean someWaits) {
        if (!someWaits) {
            tail.handled();
        }
    }

    /** Takes what another slot says of a delivery; what the next record has to say of it, if anything. */
    Optional<Inputs.Confirmed> replied(SlotRequest.DeliveryReply reply) {
        if (reply.has() < reply.after()) {
            feeds.refused(reply.sensor(), reply.slot(), reply.after(), reply.has());
            return Optional.empty();
        }
        feeds.confirmed(reply.sensor(), reply.slot(), reply.has());
        return Optional.of(new Inputs.Confirmed(reply.sensor(), reply.slot(), reply.has()));
    }

    /** Takes what another slot says of publications; what the next record has to say of it. */
    Inputs.PublicationsConfirmed replied(SlotRequest.PublicationsReply reply) {
        publications.confirmed(reply.slot(), reply.upTo());
        return new Inputs.PublicationsConfirmed(reply.slot(), reply.upTo());
    }

    /** Where the log has to be read for sensors that are behind, here or elsewhere; empty where none is. */
    Optional<Stretch> behind() {
        var here = slot.behindAfter();
        var elsewhere = feeds.behindAfter();
        if (here.isEmpty() && elsewhere.isEmpty()) {
            return Optional.empty();
        }
        long needed = 1 + Math.min(orMax(here), orMax(elsewhere));
        long from = slot.sequenceBefore(needed);
        if (scannedOffset <= needed) {
            from = Math.max(from, scannedSequence);
        }
        return Optional.of(new Stretch(from, slot.sequence()));
    }

    /** Records to read. */
    record Stretch(long fromSequence, long toSequence) {}

    /** What is to be read now, up to where the log ends; what is committed from now on is kept until it has been handled. */
    Optional<Stretch> beginStretch() {
        var stretch = behind();
        stretch.ifPresent(_ -> tail.begin(slot.nextOffset()));
        return stretch;
    }

    /**
     * Takes over records that were read for sensors that are behind, and what has been committed since; gives what the slot's own
     * sensors are to handle.
     */
    List<Inputs.Replay> read(List<LogReader.Stored> records) {
        var read = records.stream()
                .map(stored -> RecordCodec.decode(stored.record(), "slot " + number + ", record " + stored.sequence()))
                .peek(record -> {
                    scannedSequence = record.sequence() + 1;
                    scannedOffset = record.firstOffset() + record.events().count();
                })
                .filter(record -> !record.events().isEmpty())
                .map(record -> new Inputs.Replay(record.firstOffset(), record.events(), record.atMillis()))
                .toList();
        var since = read.isEmpty()
                ? List.<Inputs.Replay>of()
                : tail.read(read.getLast().lastOffset());
        var all = Stream.concat(read.stream(), since.stream()).toList();
        all.forEach(feeds::replayed);
        return all;
    }

    /** Answers what can be answered from memory. */
    void answer(SlotRequest.Question question) {
        switch (question) {
            case SlotRequest.GetKeys(var sensor, var after, var most, var replyTo) ->
                replyTo.tell(KeyPages.ofSlot(number, slot.keys(sensor, after, most)));
            case SlotRequest.GetDeadLetters(var filter, var after, var most, var replyTo) ->
                replyTo.tell(DeadLetterPages.ofSlot(number, slot, filter, after, most));
            case SlotRequest.GetDeadLetter(var id, var withContent, var replyTo) ->
                replyTo.tell(DeadLetterPages.one(number, slot, id, withContent));
            case SlotRequest.GetPlace get -> get.replyTo().tell(StoryAnswers.place(slot, get));
            case SlotRequest.GetFates(var ids, var replyTo) -> replyTo.tell(StoryAnswers.fates(slot, ids));
            case SlotRequest.GetRanks(var identities, var replyTo) ->
                replyTo.tell(StoryAnswers.ranks(number, slot, identities));
            case SlotRequest.GetReplay(var sensor, var replyTo) -> replyTo.tell(replay(sensor));
            case SlotRequest.GetSummary(var replyTo) ->
                replyTo.tell(new SlotRequest.Summary(number, slot.nextOffset(), counts(), counts(slot.keptSensors())));
            case SlotRequest.GetLogPlace(var offset, var replyTo) -> replyTo.tell(StoryAnswers.logPlace(slot, offset));
        }
    }

    private SlotRequest.Replay replay(String sensor) {
        var place = slot.replay(sensor);
        long remaining = place.filter(replay -> List.of("RUNNING", "SWAPPED").contains(replay.stage()))
                .map(replay -> lag(new EditionName(sensor, replay.number()).text()))
                .orElse(0L);
        return new SlotRequest.Replay(
                number, slot.runs(sensor), place, remaining, slot.logBegin().offset(), slot.nextOffset());
    }

    /** Its sensors in numbers. */
    List<SlotRequest.SensorCount> counts() {
        return counts(slot.sensors());
    }

    private List<SlotRequest.SensorCount> counts(List<String> sensors) {
        return sensors.stream()
                .map(sensor -> new SlotRequest.SensorCount(sensor, slot.instances(sensor), lag(sensor)))
                .toList();
    }

    /**
     * Looks, once a second, at what is kept of the log, and shows how long its sensors are behind and how many timers they have
     * set.
     */
    void report(long nowMillis) {
        if (Math.abs(nowMillis - reportedMillis) >= REPORT_EVERY_MILLIS) {
            reportedMillis = nowMillis;
            confirmIdle();
            retaining.look(nowMillis);
            services.meters()
                    .levels()
                    .put(
                            number,
                            slot.sensors().stream()
                                    .map(sensor -> new SensorLevels.Level(
                                            sensor, lagMillis(sensor, nowMillis), slot.timers(sensor)))
                                    .toList());
        }
    }

    private long lagMillis(String sensor, long nowMillis) {
        long behind = lag(sensor);
        if (behind <= 0) {
            return 0;
        }
        long oldest = slot.nextOffset() - behind;
        return Math.max(0, nowMillis - arrivals.timeOf(oldest).orElseGet(() -> slot.takenInBefore(oldest)));
    }

    /** How far the instances that are furthest behind are from the end of this log. */
    private long lag(String sensor) {
        long least = slot.received(sensor, number);
        for (int target = 0; target < services.settings().slots(); target++) {
            if (target != number && !feeds.isIdle(sensor, target)) {
                least = Math.min(least, feeds.confirmed(sensor, target));
            }
        }
        return slot.nextOffset() - 1 - least;
    }

    private static long orMax(OptionalLong offset) {
        return offset.orElse(Long.MAX_VALUE - 1);
    }
}
