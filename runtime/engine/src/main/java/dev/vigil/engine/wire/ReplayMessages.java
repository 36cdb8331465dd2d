package dev.vigil.engine.wire;

import com.google.protobuf.MessageLite;
import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.engine.proto.wire.BeginReplay;
import dev.vigil.engine.proto.wire.GetReplay;
import dev.vigil.engine.proto.wire.Replay;
import dev.vigil.engine.proto.wire.ReplayPlace;
import dev.vigil.engine.proto.wire.ReplaySample;
import dev.vigil.engine.proto.wire.Ruling;
import dev.vigil.engine.proto.wire.TriggerCount;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.ReplayTally;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** What nodes tell each other about replays, as Protobuf and back. */
final class ReplayMessages {
    private ReplayMessages() {}

    static MessageLite write(SlotRequest.GetReplay get, Refs refs) {
        return GetReplay.newBuilder()
                .setSensor(get.sensor())
                .setReplyTo(refs.write(get.replyTo()))
                .build();
    }

    static SlotRequest getReplay(GetReplay proto, Refs refs) {
        return new SlotRequest.GetReplay(proto.getSensor(), refs.read(proto.getReplyTo()));
    }

    static MessageLite write(SlotRequest.Replay replay) {
        var proto = Replay.newBuilder()
                .setSlot(replay.slot())
                .setRuns(replay.runs())
                .setRemaining(replay.remaining())
                .setLogBegins(replay.logBegins())
                .setNextOffset(replay.nextOffset());
        replay.place().map(ReplayMessages::place).ifPresent(proto::setPlace);
        return proto.build();
    }

    static SlotRequest.Replay replay(Replay proto) {
        return new SlotRequest.Replay(
                proto.getSlot(),
                proto.getRuns(),
                proto.hasPlace() ? Optional.of(place(proto.getPlace())) : Optional.empty(),
                proto.getRemaining(),
                proto.getLogBegins(),
                proto.getNextOffset());
    }

    private static ReplayPlace place(dev.vigil.engine.slot.ReplayPlace place) {
        var tally = place.tally();
        var proto = ReplayPlace.newBuilder()
                .setNumber(place.number())
                .setStage(place.stage())
                .setFires(place.fires())
                .setBegunMillis(place.begunMillis())
                .setStartsAfter(place.startsAfter())
                .setReceived(place.received())
                .setWaiting(place.waiting())
                .setHeld(place.isHeld())
                .setInstances(place.instances())
                .setEvents(tally.events())
                .setTimers(tally.timers())
                .setFailed(tally.failed())
                .setPublished(tally.published())
                .setRepeated(tally.repeated());
        place.from().ifPresent(proto::setFromMillis);
        tally.firings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> proto.addFirings(
                        TriggerCount.newBuilder().setTrigger(one.getKey()).setCount(one.getValue())));
        tally.samples().forEach(sample -> proto.addSamples(sample(sample)));
        return proto.build();
    }

    private static dev.vigil.engine.slot.ReplayPlace place(ReplayPlace proto) {
        var firings = proto.getFiringsList().stream()
                .collect(Collectors.toMap(TriggerCount::getTrigger, TriggerCount::getCount));
        return new dev.vigil.engine.slot.ReplayPlace(
                proto.getNumber(),
                proto.getStage(),
                proto.hasFromMillis() ? OptionalLong.of(proto.getFromMillis()) : OptionalLong.empty(),
                proto.getFires(),
                proto.getBegunMillis(),
                proto.getStartsAfter(),
                proto.getReceived(),
                proto.getWaiting(),
                proto.getHeld(),
                proto.getInstances(),
                new ReplayTally(
                        proto.getEvents(),
                        proto.getTimers(),
                        proto.getFailed(),
                        proto.getPublished(),
                        proto.getRepeated(),
                        firings,
                        proto.getSamplesList().stream()
                                .map(ReplayMessages::sample)
                                .toList()));
    }

    private static ReplaySample sample(ReplayTally.Sample sample) {
        return ReplaySample.newBuilder()
                .setTrigger(sample.trigger())
                .setKey(sample.key())
                .setPartition(sample.partition())
                .setOffset(sample.offset())
                .setAtMillis(sample.atMillis())
                .setPayload(sample.payload())
                .build();
    }

    private static ReplayTally.Sample sample(ReplaySample proto) {
        return new ReplayTally.Sample(
                proto.getTrigger(),
                proto.getKey(),
                proto.getPartition(),
                proto.getOffset(),
                proto.getAtMillis(),
                proto.getPayload());
    }

    static Ruling write(Inputs.ReplayRuling ruling) {
        return switch (ruling) {
            case Inputs.BeginReplay begin -> {
                var proto = BeginReplay.newBuilder()
                        .setNumber(begin.number())
                        .setStartsAfter(begin.startsAfter())
                        .setFires(begin.fires());
                begin.from().ifPresent(proto::setFromMillis);
                yield Ruling.newBuilder()
                        .setId(begin.id())
                        .setBeginReplay(proto)
                        .build();
            }
            case Inputs.GiveUpReplay(var id, var number) ->
                Ruling.newBuilder().setId(id).setGiveUpReplay(number).build();
        };
    }

    static Inputs.Ruling ruling(Ruling proto) {
        if (proto.hasGiveUpReplay()) {
            return new Inputs.GiveUpReplay(proto.getId(), proto.getGiveUpReplay());
        }
        var begin = proto.getBeginReplay();
        return new Inputs.BeginReplay(
                proto.getId(),
                begin.getNumber(),
                begin.getStartsAfter(),
                begin.hasFromMillis() ? OptionalLong.of(begin.getFromMillis()) : OptionalLong.empty(),
                begin.getFires());
    }
}
