package dev.vigil.engine.slot;

import dev.vigil.engine.proto.journal.FiringDecided;
import dev.vigil.engine.proto.journal.FiringEnded;
import dev.vigil.engine.proto.journal.InstanceChange;
import dev.vigil.engine.proto.journal.LogBegins;
import dev.vigil.engine.proto.journal.Opened;
import dev.vigil.engine.proto.journal.Position;
import dev.vigil.engine.proto.journal.RecordMeta;
import dev.vigil.engine.proto.journal.SensorChanges;
import dev.vigil.engine.proto.journal.SensorRegistered;
import dev.vigil.engine.proto.journal.SlotPosition;
import dev.vigil.engine.proto.journal.Timer;
import dev.vigil.engine.sensor.Origin;
import org.jspecify.annotations.Nullable;

/** Writes records as the Protobuf of {@code record.proto}. */
final class RecordToProto {
    private RecordToProto() {}

    static RecordMeta meta(SlotRecord record) {
        var meta = RecordMeta.newBuilder()
                .setSequence(record.sequence())
                .setAtMillis(record.atMillis())
                .setFirstOffset(record.firstOffset())
                .setEventCount(record.events().count())
                .addAllHeldSensors(record.held())
                .setTimerRuns(record.timerRuns())
                .addAllSettledLetters(record.settledLetters())
                .addAllDroppedSensors(record.droppedSensors());
        record.opened().ifPresent(opened -> meta.setOpened(opened(opened)));
        record.logBegins().ifPresent(begin -> meta.setLogBegins(logBegins(begin)));
        record.changes().forEach((sensor, instances) -> {
            var changes = SensorChanges.newBuilder().setSensor(sensor);
            instances.forEach((key, instance) -> changes.addInstances(change(key, instance)));
            meta.addChanges(changes);
        });
        record.decided().forEach(firing -> meta.addDecided(firing(firing)));
        record.ended().forEach(ended -> meta.addEnded(ended(ended)));
        record.deadLetters().forEach(letter -> meta.addDeadLetters(deadLetter(letter)));
        record.received().forEach(position -> meta.addReceived(position(position)));
        record.confirmed().forEach(position -> meta.addConfirmed(position(position)));
        record.publications().forEach(publication -> meta.addPublications(publication(publication)));
        record.publicationsReceived().forEach((slot, upTo) -> meta.addPublicationsReceived(position(slot, upTo)));
        record.publicationsConfirmed().forEach((slot, upTo) -> meta.addPublicationsConfirmed(position(slot, upTo)));
        ReplayProto.write(record.replays(), meta);
        return meta.build();
    }

    static LogBegins logBegins(LogBegin begin) {
        return LogBegins.newBuilder()
                .setSequence(begin.sequence())
                .setOffset(begin.offset())
                .setBytesBefore(begin.bytesBefore())
                .build();
    }

    private static Opened opened(SlotRecord.Opened opened) {
        var proto = Opened.newBuilder().setNode(opened.node());
        opened.registered()
                .forEach(sensor -> proto.addRegistered(SensorRegistered.newBuilder()
                        .setSensor(sensor.sensor())
                        .setName(sensor.name())
                        .setStartsAfter(sensor.startsAfter())));
        return proto.build();
    }

    private static InstanceChange change(String key, @Nullable Instance instance) {
        var proto = InstanceChange.newBuilder().setKey(key);
        if (instance != null) {
            proto.setState(RecordCodec.wrap(instance.state())).setStateVersion(instance.version());
            instance.timers().forEach(timer -> proto.addTimers(timer(timer)));
        }
        return proto.build();
    }

    static Timer timer(Instance.Timer timer) {
        return Timer.newBuilder()
                .setName(timer.name())
                .setDueMillis(timer.dueMillis())
                .build();
    }

    static FiringDecided firing(PendingFiring firing) {
        var proto = FiringDecided.newBuilder()
                .setId(firing.id())
                .setSensor(firing.sensor())
                .setKey(firing.key())
                .setTrigger(firing.trigger())
                .setPayload(RecordCodec.wrap(firing.payload()))
                .setDecidedMillis(firing.decidedMillis())
                .setEarlierAttempts(firing.earlierAttempts())
                .setRedrives(firing.redrives())
                .setRepeated(firing.isRepeated());
        firing.trace()
                .ifPresent(trace -> proto.setTraceparent(trace.traceparent()).setTracestate(trace.tracestate()));
        return proto.build();
    }

    private static FiringEnded ended(SlotRecord.Ended ended) {
        var proto = FiringEnded.newBuilder().setId(ended.id()).setAttempts(ended.attempts());
        ended.cause().ifPresent(proto::setCause);
        return proto.build();
    }

    static dev.vigil.engine.proto.journal.DeadLetter deadLetter(DeadLetter letter) {
        var proto = dev.vigil.engine.proto.journal.DeadLetter.newBuilder()
                .setId(letter.id())
                .setSensor(letter.sensor())
                .setKey(letter.key())
                .setReason(letter.reason().name())
                .setCause(letter.cause())
                .setAttempts(letter.attempts())
                .setAtMillis(letter.atMillis())
                .setPartition(letter.origin().slot())
                .setOffset(letter.origin().position())
                .setTimer(letter.origin().kind() == Origin.Kind.TIMER ? letter.timer() : "")
                .setDueMillis(letter.dueMillis())
                .setRedrives(letter.redrives())
                .setRepeated(letter.isRepeated());
        letter.event().ifPresent(event -> proto.setEvent(RecordCodec.wrap(event)));
        letter.firing().ifPresent(firing -> proto.setFiring(firing(firing)));
        return proto.build();
    }

    static dev.vigil.engine.proto.journal.Publication publication(Publication publication) {
        return dev.vigil.engine.proto.journal.Publication.newBuilder()
                .setTarget(publication.target())
                .setSequence(publication.sequence())
                .setEvent(RecordCodec.wrap(publication.event()))
                .setCause(publication.cause())
                .build();
    }

    private static Position position(SlotRecord.Position position) {
        return Position.newBuilder()
                .setSensor(position.sensor())
                .setSlot(position.slot())
                .setUpTo(position.upTo())
                .build();
    }

    private static SlotPosition position(int slot, long upTo) {
        return SlotPosition.newBuilder().setSlot(slot).setUpTo(upTo).build();
    }
}
