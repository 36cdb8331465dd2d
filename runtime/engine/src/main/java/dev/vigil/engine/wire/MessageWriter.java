package dev.vigil.engine.wire;

import com.google.protobuf.MessageLite;
import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.engine.cluster.SourceRequest;
import dev.vigil.engine.cluster.WireMessage;
import dev.vigil.engine.proto.wire.Deliver;
import dev.vigil.engine.proto.wire.DeliverPublications;
import dev.vigil.engine.proto.wire.DeliveryReply;
import dev.vigil.engine.proto.wire.GetCondition;
import dev.vigil.engine.proto.wire.GetInstance;
import dev.vigil.engine.proto.wire.GetKeys;
import dev.vigil.engine.proto.wire.GetLogPlace;
import dev.vigil.engine.proto.wire.GetSummary;
import dev.vigil.engine.proto.wire.Probe;
import dev.vigil.engine.proto.wire.PublicationsReply;
import dev.vigil.engine.proto.wire.Publish;
import dev.vigil.engine.proto.wire.ReplayMark;
import dev.vigil.engine.proto.wire.Stop;
import dev.vigil.engine.proto.wire.Wake;
import dev.vigil.engine.slot.Inputs;

/** Messages as the Protobuf of {@code slot.proto}. */
final class MessageWriter {
    private final Refs refs;

    MessageWriter(Refs refs) {
        this.refs = refs;
    }

    MessageLite write(WireMessage message) {
        return switch (message) {
            case SlotRequest request -> request(request);
            case SlotRequest.Reply reply -> ReplyWriter.write(reply);
            case SourceRequest request -> SourceMessages.write(request, refs);
            case SourceRequest.Reply reply -> SourceMessages.write(reply);
        };
    }

    private MessageLite request(SlotRequest request) {
        return switch (request) {
            case SlotRequest.Publish publish -> publish(publish);
            case SlotRequest.Deliver(var block) -> deliver(block);
            case SlotRequest.DeliveryReply reply -> deliveryReply(reply);
            case SlotRequest.DeliverPublications(var batch) -> deliverPublications(batch);
            case SlotRequest.PublicationsReply(var slot, var upTo) ->
                PublicationsReply.newBuilder().setSlot(slot).setUpTo(upTo).build();
            case SlotRequest.GetInstance get -> getInstance(get);
            case SlotRequest.GetKeys get -> getKeys(get);
            case SlotRequest.GetDeadLetters get -> LetterMessages.write(get, refs);
            case SlotRequest.GetDeadLetter get -> LetterMessages.write(get, refs);
            case SlotRequest.Rule rule -> LetterMessages.write(rule, refs);
            case SlotRequest.GetPlace get -> StoryMessages.write(get, refs);
            case SlotRequest.GetFates get -> StoryMessages.write(get, refs);
            case SlotRequest.GetRanks get -> StoryMessages.write(get, refs);
            case SlotRequest.GetReplay get -> ReplayMessages.write(get, refs);
            case SlotRequest.GetSummary(var replyTo) ->
                GetSummary.newBuilder().setReplyTo(refs.write(replyTo)).build();
            case SlotRequest.GetLogPlace(var offset, var replyTo) ->
                GetLogPlace.newBuilder()
                        .setOffset(offset)
                        .setReplyTo(refs.write(replyTo))
                        .build();
            case SlotRequest.Wake _ -> Wake.getDefaultInstance();
            case SlotRequest.Stop _ -> Stop.getDefaultInstance();
            case SlotRequest.GetCondition(var replyTo) ->
                GetCondition.newBuilder().setReplyTo(refs.write(replyTo)).build();
            case SlotRequest.Probe(var number, var replyTo) ->
                Probe.newBuilder()
                        .setNumber(number)
                        .setReplyTo(refs.write(replyTo))
                        .build();
        };
    }

    private Publish publish(SlotRequest.Publish publish) {
        return Publish.newBuilder()
                .setFollows(publish.follows())
                .setNumber(publish.number())
                .setBlock(Blocks.write(publish.events()))
                .setReplyTo(refs.write(publish.replyTo()))
                .build();
    }

    private static Deliver deliver(Inputs.Delivered block) {
        var proto = Deliver.newBuilder()
                .setSensor(block.sensor())
                .setFrom(block.from())
                .setAfter(block.after())
                .setUpTo(block.upTo())
                .setBlock(Blocks.write(block.events()))
                .addAllOffsetSteps(Steps.of(block.after(), block.offsets()))
                .setAtMillis(block.atMillis());
        if (!block.ofReplay().equals(Inputs.ReplayMark.NONE)) {
            proto.setOfReplay(ReplayMark.newBuilder()
                    .setBegins(block.ofReplay().begins())
                    .setSettled(block.ofReplay().settled()));
        }
        return proto.build();
    }

    private static DeliveryReply deliveryReply(SlotRequest.DeliveryReply reply) {
        return DeliveryReply.newBuilder()
                .setSensor(reply.sensor())
                .setSlot(reply.slot())
                .setAfter(reply.after())
                .setHas(reply.has())
                .build();
    }

    private static DeliverPublications deliverPublications(Inputs.PublicationBatch batch) {
        var proto = DeliverPublications.newBuilder()
                .setFrom(batch.from())
                .setAfter(batch.after())
                .setChecksum(Blocks.checksum(batch.events()));
        batch.events().forEach(event -> proto.addEvents(Blocks.wrap(event)));
        return proto.build();
    }

    private GetInstance getInstance(SlotRequest.GetInstance get) {
        return GetInstance.newBuilder()
                .setSensor(get.sensor())
                .setKey(get.key())
                .setReplyTo(refs.write(get.replyTo()))
                .build();
    }

    private GetKeys getKeys(SlotRequest.GetKeys get) {
        return GetKeys.newBuilder()
                .setSensor(get.sensor())
                .setAfter(get.after())
                .setMost(get.most())
                .setReplyTo(refs.write(get.replyTo()))
                .build();
    }
}
