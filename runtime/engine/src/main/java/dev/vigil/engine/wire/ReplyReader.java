package dev.vigil.engine.wire;

import dev.vigil.engine.InstanceView;
import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.engine.proto.wire.Condition;
import dev.vigil.engine.proto.wire.Instance;
import dev.vigil.engine.proto.wire.InstanceTooLarge;
import dev.vigil.engine.proto.wire.Keys;
import dev.vigil.engine.proto.wire.LogExtent;
import dev.vigil.engine.proto.wire.LogPlace;
import dev.vigil.engine.proto.wire.NotPublished;
import dev.vigil.engine.proto.wire.Probed;
import dev.vigil.engine.proto.wire.Published;
import dev.vigil.engine.proto.wire.SensorCount;
import dev.vigil.engine.proto.wire.Summary;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reads what slots answer from the Protobuf of {@code slot.proto}. */
final class ReplyReader {
    private ReplyReader() {}

    static SlotRequest.Published published(Published proto) {
        return new SlotRequest.Published(
                proto.getSlot(), proto.getNumber(), Steps.toNumbers(proto.getDuplicateStepsList()));
    }

    static SlotRequest.NotPublished notPublished(NotPublished proto) {
        return new SlotRequest.NotPublished(
                proto.getSlot(), proto.getNumber(), proto.getMayHaveHappened(), proto.getReason());
    }

    static SlotRequest.Instance instance(Instance proto) {
        return new SlotRequest.Instance(proto.hasView() ? Optional.of(view(proto.getView())) : Optional.empty());
    }

    private static InstanceView view(dev.vigil.engine.proto.wire.InstanceView proto) {
        var timers = new TreeMap<String, Instant>();
        proto.getTimersList().forEach(timer -> timers.put(timer.getName(), Instant.ofEpochMilli(timer.getDueMillis())));
        return new InstanceView(
                proto.getSensor(),
                proto.getKey(),
                proto.getStateJson(),
                Collections.unmodifiableMap(timers),
                Instant.ofEpochMilli(proto.getUpdatedMillis()));
    }

    static SlotRequest.InstanceTooLarge instanceTooLarge(InstanceTooLarge proto) {
        return new SlotRequest.InstanceTooLarge(proto.getBytes(), proto.getMostBytes());
    }

    static SlotRequest.Keys keys(Keys proto) {
        return new SlotRequest.Keys(proto.getSlot(), List.copyOf(proto.getKeysList()), proto.getCut());
    }

    static SlotRequest.Summary summary(Summary proto) {
        return new SlotRequest.Summary(
                proto.getSlot(), proto.getNextOffset(), counts(proto.getSensorsList()), counts(proto.getKeptList()));
    }

    private static List<SlotRequest.SensorCount> counts(List<SensorCount> protos) {
        return protos.stream()
                .map(count ->
                        new SlotRequest.SensorCount(count.getSensor(), count.getInstances(), count.getLagEvents()))
                .toList();
    }

    static SlotRequest.Condition condition(Condition proto) {
        return new SlotRequest.Condition(
                proto.getSlot(),
                proto.getNode(),
                proto.getRunning(),
                proto.getCondition(),
                counts(proto.getSensorsList()),
                proto.hasLog() ? Optional.of(log(proto.getLog())) : Optional.empty());
    }

    private static dev.vigil.engine.slot.LogExtent log(LogExtent proto) {
        return new dev.vigil.engine.slot.LogExtent(
                proto.getFirstOffset(),
                proto.getNextOffset(),
                proto.getRecords(),
                proto.getBytes(),
                proto.getOldestMillis());
    }

    static SlotRequest.Probed probed(Probed proto) {
        return new SlotRequest.Probed(proto.getSlot(), proto.getNumber(), proto.getServing(), proto.getReason());
    }

    static SlotRequest.LogPlace logPlace(LogPlace proto) {
        return new SlotRequest.LogPlace(
                proto.getFromSequence(),
                proto.getToSequence(),
                proto.getNextOffset(),
                proto.getGoneRecords() + 1,
                proto.getFirstOffset());
    }
}
