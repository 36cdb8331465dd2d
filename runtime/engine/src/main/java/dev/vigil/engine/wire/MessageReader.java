package dev.vigil.engine.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.engine.cluster.SourceRequest;
import dev.vigil.engine.cluster.WireMessage;
import dev.vigil.engine.proto.wire.Condition;
import dev.vigil.engine.proto.wire.DeadLetters;
import dev.vigil.engine.proto.wire.Deliver;
import dev.vigil.engine.proto.wire.DeliverPublications;
import dev.vigil.engine.proto.wire.DeliveryReply;
import dev.vigil.engine.proto.wire.Fates;
import dev.vigil.engine.proto.wire.FoundDeadLetter;
import dev.vigil.engine.proto.wire.GetCondition;
import dev.vigil.engine.proto.wire.GetDeadLetter;
import dev.vigil.engine.proto.wire.GetDeadLetters;
import dev.vigil.engine.proto.wire.GetFates;
import dev.vigil.engine.proto.wire.GetInstance;
import dev.vigil.engine.proto.wire.GetKeys;
import dev.vigil.engine.proto.wire.GetLogPlace;
import dev.vigil.engine.proto.wire.GetPlace;
import dev.vigil.engine.proto.wire.GetRanks;
import dev.vigil.engine.proto.wire.GetReplay;
import dev.vigil.engine.proto.wire.GetSourceCondition;
import dev.vigil.engine.proto.wire.GetSummary;
import dev.vigil.engine.proto.wire.Instance;
import dev.vigil.engine.proto.wire.InstanceTooLarge;
import dev.vigil.engine.proto.wire.Keys;
import dev.vigil.engine.proto.wire.LogPlace;
import dev.vigil.engine.proto.wire.NotPublished;
import dev.vigil.engine.proto.wire.Place;
import dev.vigil.engine.proto.wire.Probe;
import dev.vigil.engine.proto.wire.Probed;
import dev.vigil.engine.proto.wire.PublicationsReply;
import dev.vigil.engine.proto.wire.Publish;
import dev.vigil.engine.proto.wire.Published;
import dev.vigil.engine.proto.wire.Ranks;
import dev.vigil.engine.proto.wire.Replay;
import dev.vigil.engine.proto.wire.Rule;
import dev.vigil.engine.proto.wire.Ruled;
import dev.vigil.engine.proto.wire.SourceCondition;
import dev.vigil.engine.proto.wire.Summary;
import dev.vigil.engine.slot.Inputs;
import java.io.IOException;

/** Reads messages from the Protobuf of {@code slot.proto}. */
final class MessageReader {
    private final Refs refs;

    MessageReader(Refs refs) {
        this.refs = refs;
    }

    WireMessage read(Manifest kind, CodedInputStream in) throws IOException {
        return switch (kind) {
            case PUBLISH -> publish(Publish.parseFrom(in));
            case PUBLISHED -> ReplyReader.published(Published.parseFrom(in));
            case NOT_PUBLISHED -> ReplyReader.notPublished(NotPublished.parseFrom(in));
            case DELIVER -> deliver(Deliver.parseFrom(in));
            case DELIVERY_REPLY -> deliveryReply(DeliveryReply.parseFrom(in));
            case DELIVER_PUBLICATIONS -> deliverPublications(DeliverPublications.parseFrom(in));
            case PUBLICATIONS_REPLY -> publicationsReply(PublicationsReply.parseFrom(in));
            case GET_INSTANCE -> getInstance(GetInstance.parseFrom(in));
            case INSTANCE -> ReplyReader.instance(Instance.parseFrom(in));
            case INSTANCE_TOO_LARGE -> ReplyReader.instanceTooLarge(InstanceTooLarge.parseFrom(in));
            case GET_KEYS -> getKeys(GetKeys.parseFrom(in));
            case KEYS -> ReplyReader.keys(Keys.parseFrom(in));
            case GET_DEAD_LETTERS -> LetterMessages.getDeadLetters(GetDeadLetters.parseFrom(in), refs);
            case DEAD_LETTERS -> LetterMessages.deadLetters(DeadLetters.parseFrom(in));
            case GET_DEAD_LETTER -> LetterMessages.getDeadLetter(GetDeadLetter.parseFrom(in), refs);
            case FOUND_DEAD_LETTER -> LetterMessages.found(FoundDeadLetter.parseFrom(in));
            case RULE -> LetterMessages.rule(Rule.parseFrom(in), refs);
            case RULED -> LetterMessages.ruled(Ruled.parseFrom(in));
            case GET_PLACE -> StoryMessages.getPlace(GetPlace.parseFrom(in), refs);
            case PLACE -> StoryMessages.place(Place.parseFrom(in));
            case GET_FATES -> StoryMessages.getFates(GetFates.parseFrom(in), refs);
            case FATES -> StoryMessages.fates(Fates.parseFrom(in));
            case GET_RANKS -> StoryMessages.getRanks(GetRanks.parseFrom(in), refs);
            case RANKS -> StoryMessages.ranks(Ranks.parseFrom(in));
            case GET_REPLAY -> ReplayMessages.getReplay(GetReplay.parseFrom(in), refs);
            case REPLAY -> ReplayMessages.replay(Replay.parseFrom(in));
            case GET_SUMMARY ->
                new SlotRequest.GetSummary(refs.read(GetSummary.parseFrom(in).getReplyTo()));
            case SUMMARY -> ReplyReader.summary(Summary.parseFrom(in));
            case GET_LOG_PLACE -> getLogPlace(GetLogPlace.parseFrom(in));
            case LOG_PLACE -> ReplyReader.logPlace(LogPlace.parseFrom(in));
            case WAKE -> new SlotRequest.Wake();
            case STOP -> new SlotRequest.Stop();
            case GET_CONDITION ->
                new SlotRequest.GetCondition(
                        refs.read(GetCondition.parseFrom(in).getReplyTo()));
            case CONDITION -> ReplyReader.condition(Condition.parseFrom(in));
            case PROBE -> probe(Probe.parseFrom(in));
            case PROBED -> ReplyReader.probed(Probed.parseFrom(in));
            case WAKE_SOURCE -> new SourceRequest.Wake();
            case GET_SOURCE_CONDITION -> SourceMessages.getCondition(GetSourceCondition.parseFrom(in), refs);
            case SOURCE_CONDITION -> SourceMessages.condition(SourceCondition.parseFrom(in));
        };
    }

    private SlotRequest publish(Publish proto) throws IOException {
        return new SlotRequest.Publish(
                proto.getNumber(), proto.getFollows(), Blocks.read(proto.getBlock()), refs.read(proto.getReplyTo()));
    }

    private static SlotRequest deliver(Deliver proto) throws IOException {
        return new SlotRequest.Deliver(new Inputs.Delivered(
                proto.getSensor(),
                proto.getFrom(),
                proto.getAfter(),
                proto.getUpTo(),
                Blocks.read(proto.getBlock()),
                Steps.toNumbers(proto.getAfter(), proto.getOffsetStepsList()),
                proto.getAtMillis(),
                proto.hasOfReplay()
                        ? new Inputs.ReplayMark(
                                proto.getOfReplay().getBegins(),
                                proto.getOfReplay().getSettled())
                        : Inputs.ReplayMark.NONE));
    }

    private static SlotRequest deliveryReply(DeliveryReply proto) {
        return new SlotRequest.DeliveryReply(proto.getSensor(), proto.getSlot(), proto.getAfter(), proto.getHas());
    }

    private static SlotRequest deliverPublications(DeliverPublications proto) {
        var events = proto.getEventsList().stream().map(ByteString::toByteArray).toList();
        Blocks.check(proto.getChecksum(), Blocks.checksum(events));
        return new SlotRequest.DeliverPublications(
                new Inputs.PublicationBatch(proto.getFrom(), proto.getAfter(), events));
    }

    private static SlotRequest publicationsReply(PublicationsReply proto) {
        return new SlotRequest.PublicationsReply(proto.getSlot(), proto.getUpTo());
    }

    private SlotRequest getInstance(GetInstance proto) {
        return new SlotRequest.GetInstance(proto.getSensor(), proto.getKey(), refs.read(proto.getReplyTo()));
    }

    private SlotRequest probe(Probe proto) {
        return new SlotRequest.Probe(proto.getNumber(), refs.read(proto.getReplyTo()));
    }

    private SlotRequest getKeys(GetKeys proto) {
        return new SlotRequest.GetKeys(
                proto.getSensor(), proto.getAfter(), proto.getMost(), refs.read(proto.getReplyTo()));
    }

    private SlotRequest getLogPlace(GetLogPlace proto) {
        return new SlotRequest.GetLogPlace(proto.getOffset(), refs.read(proto.getReplyTo()));
    }
}
