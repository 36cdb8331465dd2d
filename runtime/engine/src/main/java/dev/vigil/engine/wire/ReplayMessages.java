package dev.vigil.engine.wire;

import dev.vigil.engine.proto.wire.BeginReplay;
import dev.vigil.engine.proto.wire.Ruling;
import dev.vigil.engine.slot.Inputs;
import java.util.OptionalLong;

/** What nodes tell each other about replays, as Protobuf and back. */
final class ReplayMessages {
    private ReplayMessages() {}

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
