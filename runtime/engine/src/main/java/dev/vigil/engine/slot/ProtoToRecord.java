package dev.vigil.engine.slot;

import dev.vigil.api.TraceContext;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.proto.journal.FiringDecided;
import dev.vigil.engine.proto.journal.InstanceChange;
import dev.vigil.engine.proto.journal.LogBegins;
import dev.vigil.engine.proto.journal.RecordMeta;
import dev.vigil.engine.proto.journal.SlotPosition;
import dev.vigil.engine.proto.journal.Timer;
import dev.vigil.engine.sensor.Origin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads records from the Protobuf of {@code record.proto}. */
final class ProtoToRecord {
    private ProtoToRecord() {}

    static SlotRecord record(RecordMeta meta, EventBlock events) {
        long at = meta.getAtMillis();
        return new SlotRecord(
                meta.getSequence(),
                at,
                meta.hasOpened() ? Optional.of(opened(meta)) : Optional.empty(),
                meta.getFirstOffset(),
                events,
                new long[0],
                changes(meta, at),
                meta.getDecidedList().stream().map(ProtoToRecord::firing).toList(),
                meta.getEndedList().stream()
                        .map(e -> new SlotRecord.Ended(
                                e.getId(),
                                e.hasCause() ? Optional.of(e.getCause()) : Optional.empty(),
                                e.getAttempts()))
                        .toList(),
                meta.getDeadLettersList().stream()
                        .map(ProtoToRecord::deadLetter)
                        .toList(),
                positions(meta.getReceivedList()),
                positions(meta.getConfirmedList()),
                List.copyOf(meta.getHeldSensorsList()),
                meta.getPublicationsList().stream()
                        .map(ProtoToRecord::publication)
                        .toList(),
                bySlot(meta.getPublicationsReceivedList()),
                bySlot(meta.getPublicationsConfirmedList()),
                meta.getTimerRuns(),
                List.copyOf(meta.getSettledLettersList()),
                List.copyOf(meta.getDroppedSensorsList()),
                meta.hasLogBegins() ? Optional.of(logBegin(meta.getLogBegins())) : Optional.empty(),
                ReplayProto.read(meta));
    }

    static LogBegin logBegin(LogBegins begins) {
        return new LogBegin(begins.getSequence(), begins.getOffset(), begins.getBytesBefore());
    }

    private static SlotRecord.Opened opened(RecordMeta meta) {
        return new SlotRecord.Opened(
                meta.getOpened().getNode(),
                meta.getOpened().getRegisteredList().stream()
                        .map(r -> new SlotRecord.Registered(r.getSensor(), r.getName(), r.getStartsAfter()))
                        .toList());
    }

    private static Map<Integer, Map<String, @Nullable Instance>> changes(RecordMeta meta, long at) {
        var changes = new HashMap<Integer, Map<String, @Nullable Instance>>();
        for (var sensor : meta.getChangesList()) {
            var instances = new HashMap<String, @Nullable Instance>();
            sensor.getInstancesList().forEach(change -> instances.put(change.getKey(), instance(change, at)));
            changes.put(sensor.getSensor(), instances);
        }
        return changes;
    }

    private static @Nullable Instance instance(InstanceChange change, long at) {
        return change.hasState()
                ? new Instance(
                        RecordCodec.unwrap(change.getState()),
                        change.getStateVersion(),
                        at,
                        timers(change.getTimersList()))
                : null;
    }

    static List<Instance.Timer> timers(List<Timer> timers) {
        return timers.isEmpty()
                ? List.of()
                : timers.stream()
                        .map(t -> new Instance.Timer(t.getName(), t.getDueMillis()))
                        .toList();
    }

    static PendingFiring firing(FiringDecided firing) {
        return new PendingFiring(
                firing.getId(),
                firing.getSensor(),
                firing.getKey(),
                firing.getTrigger(),
                RecordCodec.unwrap(firing.getPayload()),
                firing.getDecidedMillis(),
                firing.getEarlierAttempts(),
                firing.getRedrives(),
                firing.getRepeated(),
                TraceContext.parse(firing.getTraceparent(), firing.getTracestate()));
    }

    static DeadLetter deadLetter(dev.vigil.engine.proto.journal.DeadLetter letter) {
        var kind = letter.getTimer().isEmpty() ? Origin.Kind.EVENT : Origin.Kind.TIMER;
        return new DeadLetter(
                letter.getId(),
                letter.getSensor(),
                letter.getKey(),
                DeadLetter.Reason.valueOf(letter.getReason()),
                letter.getCause(),
                letter.getAttempts(),
                letter.getAtMillis(),
                new Origin(kind, letter.getPartition(), letter.getOffset()),
                letter.getTimer(),
                letter.getDueMillis(),
                letter.hasEvent() ? Optional.of(RecordCodec.unwrap(letter.getEvent())) : Optional.empty(),
                letter.hasFiring() ? Optional.of(firing(letter.getFiring())) : Optional.empty(),
                letter.getRedrives(),
                letter.getRepeated());
    }

    static Publication publication(dev.vigil.engine.proto.journal.Publication publication) {
        return new Publication(
                publication.getTarget(),
                publication.getSequence(),
                RecordCodec.unwrap(publication.getEvent()),
                publication.getCause());
    }

    private static List<SlotRecord.Position> positions(List<dev.vigil.engine.proto.journal.Position> positions) {
        return positions.stream()
                .map(p -> new SlotRecord.Position(p.getSensor(), p.getSlot(), p.getUpTo()))
                .toList();
    }

    private static Map<Integer, Long> bySlot(List<SlotPosition> positions) {
        var bySlot = new HashMap<Integer, Long>();
        positions.forEach(p -> bySlot.put(p.getSlot(), p.getUpTo()));
        return bySlot;
    }
}
