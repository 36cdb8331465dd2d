package dev.vigil.engine.wire;

import com.google.protobuf.MessageLite;
import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.engine.proto.wire.Instance;
import dev.vigil.engine.proto.wire.InstanceView;
import dev.vigil.engine.proto.wire.Keys;
import dev.vigil.engine.proto.wire.LogPlace;
import dev.vigil.engine.proto.wire.NotPublished;
import dev.vigil.engine.proto.wire.Published;
import dev.vigil.engine.proto.wire.SensorCount;
import dev.vigil.engine.proto.wire.Summary;
import dev.vigil.engine.proto.wire.Timer;

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
            case SlotRequest.Keys(var slot, var keys) ->
                Keys.newBuilder().setSlot(slot).addAllKeys(keys).build();
            case SlotRequest.Summary summary -> summary(summary);
            case SlotRequest.LogPlace(var from, var to, var next) ->
                LogPlace.newBuilder()
                        .setFromSequence(from)
                        .setToSequence(to)
                        .setNextOffset(next)
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
        var proto = Summary.newBuilder().setSlot(summary.slot()).setNextOffset(summary.nextOffset());
        summary.sensors()
                .forEach(count -> proto.addSensors(SensorCount.newBuilder()
                        .setSensor(count.sensor())
                        .setInstances(count.instances())
                        .setLagEvents(count.lagEvents())));
        return proto.build();
    }
}
