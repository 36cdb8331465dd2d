package dev.vigil.engine.wire;

import com.google.protobuf.MessageLite;
import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.engine.proto.wire.Condition;
import dev.vigil.engine.proto.wire.Instance;
import dev.vigil.engine.proto.wire.InstanceTooLarge;
import dev.vigil.engine.proto.wire.InstanceView;
import dev.vigil.engine.proto.wire.Keys;
import dev.vigil.engine.proto.wire.LogExtent;
import dev.vigil.engine.proto.wire.LogPlace;
import dev.vigil.engine.proto.wire.NotPublished;
import dev.vigil.engine.proto.wire.Probed;
import dev.vigil.engine.proto.wire.Published;
import dev.vigil.engine.proto.wire.SensorCount;
import dev.vigil.engine.proto.wire.Summary;
import dev.vigil.engine.proto.wire.Timer;
import java.util.List;

/** What slots answer, as the Protobuf of {@code slot.proto}. */
final class ReplyWriter {
    private ReplyWriter() {}

    static MessageLite write(SlotRequest.Reply reply) {
        return switch (reply) {
            case SlotRequest.Published(var slot, var number, var duplicates) ->
                Published.newBuilder()
                        .setSlot(slot)
                        .setNumber(number)
                        .addAllDuplicateSteps(Steps.of(duplicates))
                        .build();
            case SlotRequest.NotPublished(var slot, var number, var mayHaveHappened, var reason) ->
                NotPublished.newBuilder()
                        .setSlot(slot)
                        .setNumber(number)
                        .setMayHaveHappened(mayHaveHappened)
                        .setReason(reason)
                        .build();
            case SlotRequest.Instance(var view) -> {
                var proto = Instance.newBuilder();
                view.ifPresent(found -> proto.setView(view(found)));
                yield proto.build();
            }
            case SlotRequest.InstanceTooLarge(var bytes, var most) ->
                InstanceTooLarge.newBuilder().setBytes(bytes).setMostBytes(most).build();
            case SlotRequest.Keys(var slot, var keys, var isCut) ->
                Keys.newBuilder().setSlot(slot).addAllKeys(keys).setCut(isCut).build();
            case SlotRequest.DeadLetters letters -> LetterMessages.write(letters);
            case SlotRequest.FoundDeadLetter found -> LetterMessages.write(found);
            case SlotRequest.Ruled ruled -> LetterMessages.write(ruled);
            case SlotRequest.Place place -> StoryMessages.write(place);
            case SlotRequest.Fates fates -> StoryMessages.write(fates);
            case SlotRequest.Ranks ranks -> StoryMessages.write(ranks);
            case SlotRequest.Replay replay -> ReplayMessages.write(replay);
            case SlotRequest.Summary summary -> summary(summary);
            case SlotRequest.Condition condition -> condition(condition);
            case SlotRequest.Probed(var slot, var number, var serving, var reason) ->
                Probed.newBuilder()
                        .setSlot(slot)
                        .setNumber(number)
                        .setServing(serving)
                        .setReason(reason)
                        .build();
            case SlotRequest.LogPlace(var from, var to, var next, var firstSequence, var firstOffset) ->
                LogPlace.newBuilder()
                        .setFromSequence(from)
                        .setToSequence(to)
                        .setNextOffset(next)
                        .setGoneRecords(firstSequence - 1)
                        .setFirstOffset(firstOffset)
                        .build();
        };
    }

    private static InstanceView view(dev.vigil.engine.InstanceView view) {
        var proto = InstanceView.newBuilder()
                .setSensor(view.sensor())
                .setKey(view.key())
                .setStateJson(view.stateJson())
                .setUpdatedMillis(view.updated().toEpochMilli());
        view.timers()
                .forEach((name, due) ->
                        proto.addTimers(Timer.newBuilder().setName(name).setDueMillis(due.toEpochMilli())));
        return proto.build();
    }

    private static Summary summary(SlotRequest.Summary summary) {
        return Summary.newBuilder()
                .setSlot(summary.slot())
                .setNextOffset(summary.nextOffset())
                .addAllSensors(counts(summary.sensors()))
                .addAllKept(counts(summary.kept()))
                .build();
    }

    private static Condition condition(SlotRequest.Condition condition) {
        var proto = Condition.newBuilder()
                .setSlot(condition.slot())
                .setNode(condition.node())
                .setRunning(condition.running())
                .setCondition(condition.condition())
                .addAllSensors(counts(condition.sensors()));
        condition.log().map(ReplyWriter::log).ifPresent(proto::setLog);
        return proto.build();
    }

    private static LogExtent log(dev.vigil.engine.slot.LogExtent log) {
        return LogExtent.newBuilder()
                .setFirstOffset(log.firstOffset())
                .setNextOffset(log.nextOffset())
                .setRecords(log.records())
                .setBytes(log.bytes())
                .setOldestMillis(log.oldestMillis())
                .build();
    }

    private static List<SensorCount> counts(List<SlotRequest.SensorCount> counts) {
        return counts.stream()
                .map(count -> SensorCount.newBuilder()
                        .setSensor(count.sensor())
                        .setInstances(count.instances())
                        .setLagEvents(count.lagEvents())
                        .build())
                .toList();
    }
}
