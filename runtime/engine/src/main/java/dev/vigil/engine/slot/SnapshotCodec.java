package dev.vigil.engine.slot;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import dev.vigil.engine.proto.journal.InstanceSnapshot;
import dev.vigil.engine.proto.journal.LogMark;
import dev.vigil.engine.proto.journal.SensorSnapshot;
import dev.vigil.engine.proto.journal.SnapshotMeta;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * A slot's state as bytes: Protobuf messages each behind its length ({@code SnapshotMeta}, then the
 * {@code InstanceSnapshot}s of each sensor in its order), then three longs an identity of the dedupe window. Whoever
 * stores it compresses it and guards it with a checksum.
 */
final class SnapshotCodec {
    private SnapshotCodec() {}

    static byte[] encode(SlotState state) {
        var bytes = new ByteArrayOutputStream(1 << 16);
        try {
            var out = CodedOutputStream.newInstance(bytes, 1 << 16);
            out.writeMessageNoTag(meta(state));
            for (var slice : state.sensors) {
                slice.instances.forEach((key, instance) -> write(key, instance, out));
            }
            writeDedupe(state.dedupe, out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("an array does not fail", e);
        }
        return bytes.toByteArray();
    }

    static SlotState decode(byte[] bytes, SlotSettings settings) {
        var state = new SlotState(settings);
        try {
            var in = CodedInputStream.newInstance(bytes);
            in.setSizeLimit(Integer.MAX_VALUE);
            var meta =
                    in.readMessage(SnapshotMeta.parser(), com.google.protobuf.ExtensionRegistryLite.getEmptyRegistry());
            restore(meta, state);
            for (var saved : meta.getSensorsList()) {
                var slice = state.sensors.get(saved.getSensor());
                for (int i = 0; i < saved.getInstanceCount(); i++) {
                    restore(in, slice, state);
                }
            }
            // The firings and publications count against their sensors, which have to be there first.
            meta.getFiringsList().forEach(firing -> state.addFiring(ProtoToRecord.firing(firing)));
            for (int i = 0; i < meta.getDedupeCount(); i++) {
                state.dedupe.add(in.readFixed64(), in.readFixed64(), in.readFixed64());
            }
            if (!in.isAtEnd()) {
                throw new CorruptRecordException("there are bytes after its end");
            }
        } catch (IOException | RuntimeException e) {
            throw new CorruptRecordException("slot " + settings.slot() + ": snapshot: " + e.getMessage(), e);
        }
        return state;
    }

    private static SnapshotMeta meta(SlotState state) {
        var meta = SnapshotMeta.newBuilder()
                .setSequence(state.sequence)
                .setAtMillis(state.atMillis)
                .setNextOffset(state.nextOffset)
                .setTimerRuns(state.timerRuns)
                .setMarkStride(state.log.stride())
                .setSinceMark(state.log.sinceMark())
                .setDedupeCount(state.dedupe.size());
        state.sensors.forEach(slice -> meta.addSensors(sensor(slice)));
        state.firings.values().forEach(firing -> meta.addFirings(RecordToProto.firing(firing)));
        state.deadLetters.values().forEach(letter -> meta.addDeadLetters(RecordToProto.deadLetter(letter)));
        state.publications.forEach(
                queue -> queue.forEach(publication -> meta.addPublications(RecordToProto.publication(publication))));
        Arrays.stream(state.publicationsReceived).forEach(meta::addPublicationsReceived);
        Arrays.stream(state.publicationsSent).forEach(meta::addPublicationsSent);
        state.log.marks().forEach(mark -> meta.addMarks(mark(mark)));
        meta.setLogBegins(RecordToProto.logBegins(state.log.begin())).setLogBytes(state.log.bytes());
        state.log.last().ifPresent(last -> meta.setLastMark(mark(last)));
        return meta.build();
    }

    private static LogMark mark(LogIndex.Mark mark) {
        return LogMark.newBuilder()
                .setSequence(mark.sequence())
                .setFirstOffset(mark.firstOffset())
                .setAtMillis(mark.atMillis())
                .setBytesBefore(mark.bytesBefore())
                .build();
    }

    private static LogIndex.Mark mark(LogMark mark) {
        return new LogIndex.Mark(mark.getSequence(), mark.getFirstOffset(), mark.getAtMillis(), mark.getBytesBefore());
    }

    private static SensorSnapshot sensor(SensorSlice slice) {
        var saved = SensorSnapshot.newBuilder()
                .setSensor(slice.id)
                .setName(slice.name)
                .addAllReceived(Arrays.stream(slice.received).boxed().toList())
                .addAllConfirmed(Arrays.stream(slice.confirmed).boxed().toList())
                .setInstanceCount(slice.instances.size())
                .setStartsAfter(slice.startsAfter)
                .setRegisteredIn(slice.registeredIn)
                .setDropped(slice.isDropped);
        if (slice.edition != null) {
            saved.setReplay(ReplayProto.snapshot(slice, slice.edition));
        }
        return saved.build();
    }

    private static void write(String key, Instance instance, CodedOutputStream out) {
        var proto = InstanceSnapshot.newBuilder()
                .setKey(key)
                .setState(RecordCodec.wrap(instance.state()))
                .setStateVersion(instance.version())
                .setUpdatedMillis(instance.updatedMillis());
        instance.timers().forEach(timer -> proto.addTimers(RecordToProto.timer(timer)));
        try {
            out.writeMessageNoTag(proto.build());
        } catch (IOException e) {
            throw new UncheckedIOException("an array does not fail", e);
        }
    }

    private static void writeDedupe(Dedupe dedupe, CodedOutputStream out) {
        dedupe.forEach((high, low, at) -> {
            try {
                out.writeFixed64NoTag(high);
                out.writeFixed64NoTag(low);
                out.writeFixed64NoTag(at);
            } catch (IOException e) {
                throw new UncheckedIOException("an array does not fail", e);
            }
        });
    }

    private static void restore(SnapshotMeta meta, SlotState state) {
        state.sequence = meta.getSequence();
        state.atMillis = meta.getAtMillis();
        state.nextOffset = meta.getNextOffset();
        state.timerRuns = meta.getTimerRuns();
        for (var saved : meta.getSensorsList()) {
            var slice = state.register(saved.getSensor(), saved.getName());
            if (saved.getReceivedCount() != state.settings.slots()
                    || saved.getConfirmedCount() != state.settings.slots()) {
                throw new CorruptRecordException(
                        "it is of " + saved.getReceivedCount() + " slots, not of " + state.settings.slots());
            }
            for (int i = 0; i < state.settings.slots(); i++) {
                slice.received[i] = saved.getReceived(i);
                slice.confirmed[i] = saved.getConfirmed(i);
            }
            slice.startsAfter = saved.hasStartsAfter() ? saved.getStartsAfter() : -1;
            slice.registeredIn = saved.getRegisteredIn();
            slice.isDropped = saved.getDropped();
        }
        for (var saved : meta.getSensorsList()) {
            if (saved.hasReplay()) {
                state.editions.restore(saved.getSensor(), saved.getReplay());
            }
        }
        meta.getDeadLettersList().forEach(letter -> state.deadLetters.put(ProtoToRecord.deadLetter(letter)));
        meta.getPublicationsList().forEach(publication -> state.addPublication(ProtoToRecord.publication(publication)));
        for (int i = 0; i < state.settings.slots(); i++) {
            state.publicationsReceived[i] = meta.getPublicationsReceived(i);
            state.publicationsSent[i] = meta.getPublicationsSent(i);
        }
        state.log.restore(
                meta.getMarksList().stream().map(SnapshotCodec::mark).toList(),
                Math.max(1, meta.getMarkStride()),
                meta.getSinceMark());
        restoreLog(meta, state.log);
    }

    /** A snapshot from before the log could be cut does not tell its last mark: by one that is not older, nothing is lost. */
    private static void restoreLog(SnapshotMeta meta, LogIndex log) {
        var newest = log.marks().isEmpty()
                ? null
                : new LogIndex.Mark(meta.getSequence(), meta.getNextOffset(), meta.getAtMillis(), meta.getLogBytes());
        log.restore(
                meta.hasLogBegins() ? ProtoToRecord.logBegin(meta.getLogBegins()) : LogBegin.ORIGIN,
                meta.getLogBytes(),
                meta.hasLastMark() ? mark(meta.getLastMark()) : newest);
    }

    private static void restore(CodedInputStream in, SensorSlice slice, SlotState state) throws IOException {
        var saved =
                in.readMessage(InstanceSnapshot.parser(), com.google.protobuf.ExtensionRegistryLite.getEmptyRegistry());
        var instance = new Instance(
                RecordCodec.unwrap(saved.getState()),
                saved.getStateVersion(),
                saved.getUpdatedMillis(),
                ProtoToRecord.timers(saved.getTimersList()));
        state.change(slice, saved.getKey(), instance);
    }
}
