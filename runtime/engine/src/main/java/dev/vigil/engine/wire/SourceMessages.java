package dev.vigil.engine.wire;

import com.google.protobuf.MessageLite;
import dev.vigil.engine.cluster.SourceRequest;
import dev.vigil.engine.proto.wire.GetSourceCondition;
import dev.vigil.engine.proto.wire.SourceCondition;
import dev.vigil.engine.proto.wire.WakeSource;

/** What is said about sources that run on one node, as the Protobuf of {@code slot.proto}, and back. */
final class SourceMessages {
    private SourceMessages() {}

    static MessageLite write(SourceRequest request, Refs refs) {
        return switch (request) {
            case SourceRequest.Wake _ -> WakeSource.getDefaultInstance();
            case SourceRequest.GetCondition(var replyTo) ->
                GetSourceCondition.newBuilder().setReplyTo(refs.write(replyTo)).build();
        };
    }

    static MessageLite write(SourceRequest.Reply reply) {
        return switch (reply) {
            case SourceRequest.Condition(var source, var node, var running, var condition, var epoch) ->
                SourceCondition.newBuilder()
                        .setSource(source)
                        .setNode(node)
                        .setRunning(running)
                        .setCondition(condition)
                        .setEpoch(epoch)
                        .build();
        };
    }

    static SourceRequest.GetCondition getCondition(GetSourceCondition proto, Refs refs) {
        return new SourceRequest.GetCondition(refs.read(proto.getReplyTo()));
    }

    static SourceRequest.Condition condition(SourceCondition proto) {
        return new SourceRequest.Condition(
                proto.getSource(), proto.getNode(), proto.getRunning(), proto.getCondition(), proto.getEpoch());
    }
}
