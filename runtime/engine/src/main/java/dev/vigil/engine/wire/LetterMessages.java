package dev.vigil.engine.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.MessageLite;
import dev.vigil.engine.DeadLetterId;
import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.engine.proto.wire.DeadLetterContent;
import dev.vigil.engine.proto.wire.DeadLetterFilter;
import dev.vigil.engine.proto.wire.DeadLetterSummary;
import dev.vigil.engine.proto.wire.DeadLetters;
import dev.vigil.engine.proto.wire.FoundDeadLetter;
import dev.vigil.engine.proto.wire.GetDeadLetter;
import dev.vigil.engine.proto.wire.GetDeadLetters;
import dev.vigil.engine.proto.wire.Rule;
import dev.vigil.engine.proto.wire.Ruled;
import dev.vigil.engine.proto.wire.RuledLetter;
import dev.vigil.engine.proto.wire.Ruling;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.Step;
import java.time.Instant;
import java.util.Optional;

/** What nodes tell each other about dead letters, as Protobuf and back. */
final class LetterMessages {
    private LetterMessages() {}

    static MessageLite write(SlotRequest.GetDeadLetters get, Refs refs) {
        var filter = DeadLetterFilter.newBuilder();
        get.filter().sensor().ifPresent(filter::setSensor);
        get.filter().trigger().ifPresent(filter::setTrigger);
        get.filter().reason().ifPresent(filter::setReason);
        get.filter().from().map(Instant::toEpochMilli).ifPresent(filter::setFromMillis);
        get.filter().to().map(Instant::toEpochMilli).ifPresent(filter::setToMillis);
        return GetDeadLetters.newBuilder()
                .setFilter(filter)
                .setAfter(get.after())
                .setMost(get.most())
                .setReplyTo(refs.write(get.replyTo()))
                .build();
    }

    static SlotRequest getDeadLetters(GetDeadLetters proto, Refs refs) {
        var filter = proto.getFilter();
        return new SlotRequest.GetDeadLetters(
                new dev.vigil.engine.DeadLetterFilter(
                        filter.hasSensor() ? Optional.of(filter.getSensor()) : Optional.empty(),
                        filter.hasTrigger() ? Optional.of(filter.getTrigger()) : Optional.empty(),
                        filter.hasReason() ? Optional.of(filter.getReason()) : Optional.empty(),
                        filter.hasFromMillis()
                                ? Optional.of(Instant.ofEpochMilli(filter.getFromMillis()))
                                : Optional.empty(),
                        filter.hasToMillis()
                                ? Optional.of(Instant.ofEpochMilli(filter.getToMillis()))
                                : Optional.empty()),
                proto.getAfter(),
                proto.getMost(),
                refs.read(proto.getReplyTo()));
    }

    static MessageLite write(SlotRequest.DeadLetters letters) {
        return DeadLetters.newBuilder()
                .setSlot(letters.slot())
                .addAllLetters(
                        letters.letters().stream().map(LetterMessages::summary).toList())
                .setCut(letters.isCut())
                .build();
    }

    static SlotRequest.DeadLetters deadLetters(DeadLetters proto) {
        return new SlotRequest.DeadLetters(
                proto.getSlot(),
                proto.getLettersList().stream().map(LetterMessages::summary).toList(),
                proto.getCut());
    }

    private static DeadLetterSummary summary(dev.vigil.engine.DeadLetterSummary summary) {
        var proto = DeadLetterSummary.newBuilder()
                .setSlot(summary.id().slot())
                .setId(summary.id().letter())
                .setSensor(summary.sensor())
                .setKey(summary.key())
                .setReason(summary.reason())
                .setCause(summary.cause())
                .setAttempts(summary.attempts())
                .setRedrives(summary.redrives())
                .setAtMillis(summary.at().toEpochMilli())
                .setContentBytes(summary.contentBytes());
        summary.trigger().ifPresent(proto::setTrigger);
        return proto.build();
    }

    private static dev.vigil.engine.DeadLetterSummary summary(DeadLetterSummary proto) {
        return new dev.vigil.engine.DeadLetterSummary(
                new DeadLetterId(proto.getSlot(), proto.getId()),
                proto.getSensor(),
                proto.getKey(),
                proto.hasTrigger() ? Optional.of(proto.getTrigger()) : Optional.empty(),
                proto.getReason(),
                proto.getCause(),
                proto.getAttempts(),
                proto.getRedrives(),
                Instant.ofEpochMilli(proto.getAtMillis()),
                proto.getContentBytes());
    }

    static MessageLite write(SlotRequest.GetDeadLetter get, Refs refs) {
        return GetDeadLetter.newBuilder()
                .setId(get.id())
                .setWithContent(get.withContent())
                .setReplyTo(refs.write(get.replyTo()))
                .build();
    }

    static SlotRequest getDeadLetter(GetDeadLetter proto, Refs refs) {
        return new SlotRequest.GetDeadLetter(proto.getId(), proto.getWithContent(), refs.read(proto.getReplyTo()));
    }

    static MessageLite write(SlotRequest.FoundDeadLetter found) {
        var proto = FoundDeadLetter.newBuilder();
        found.letter().ifPresent(letter -> proto.setLetter(content(letter)));
        return proto.build();
    }

    private static DeadLetterContent content(SlotRequest.DeadLetterContent letter) {
        var proto = DeadLetterContent.newBuilder()
                .setSummary(summary(letter.summary()))
                .setPartition(letter.partition())
                .setOffset(letter.offset())
                .setTimer(letter.timer())
                .setDecidedMillis(letter.decidedMillis());
        letter.event().map(Blocks::wrap).ifPresent(proto::setEvent);
        letter.payload().map(Blocks::wrap).ifPresent(proto::setPayload);
        return proto.build();
    }

    static SlotRequest.FoundDeadLetter found(FoundDeadLetter proto) {
        return new SlotRequest.FoundDeadLetter(
                proto.hasLetter() ? Optional.of(content(proto.getLetter())) : Optional.empty());
    }

    private static SlotRequest.DeadLetterContent content(DeadLetterContent proto) {
        return new SlotRequest.DeadLetterContent(
                summary(proto.getSummary()),
                proto.getPartition(),
                proto.getOffset(),
                proto.getTimer(),
                bytes(proto.hasEvent(), proto.getEvent()),
                bytes(proto.hasPayload(), proto.getPayload()),
                proto.getDecidedMillis());
    }

    private static Optional<byte[]> bytes(boolean isThere, ByteString bytes) {
        return isThere ? Optional.of(bytes.toByteArray()) : Optional.empty();
    }

    static MessageLite write(SlotRequest.Rule rule, Refs refs) {
        return Rule.newBuilder()
                .addAllRulings(
                        rule.rulings().stream().map(LetterMessages::ruling).toList())
                .setReplyTo(refs.write(rule.replyTo()))
                .build();
    }

    private static Ruling ruling(Inputs.Ruling ruling) {
        return switch (ruling) {
            case Inputs.Redrive(var id, var redrives) ->
                Ruling.newBuilder().setId(id).setRedrives(redrives).build();
            case Inputs.Discard(var id) -> Ruling.newBuilder().setId(id).build();
            case Inputs.DropSensor(var id) ->
                Ruling.newBuilder().setId(id).setDropSensor(true).build();
            case Inputs.ReplayRuling replay -> ReplayMessages.write(replay);
        };
    }

    static SlotRequest rule(Rule proto, Refs refs) {
        return new SlotRequest.Rule(
                proto.getRulingsList().stream().map(LetterMessages::ruling).toList(), refs.read(proto.getReplyTo()));
    }

    private static Inputs.Ruling ruling(Ruling proto) {
        if (proto.getDropSensor()) {
            return new Inputs.DropSensor(proto.getId());
        }
        if (proto.hasBeginReplay() || proto.hasGiveUpReplay()) {
            return ReplayMessages.ruling(proto);
        }
        return proto.hasRedrives()
                ? new Inputs.Redrive(proto.getId(), proto.getRedrives())
                : new Inputs.Discard(proto.getId());
    }

    static MessageLite write(SlotRequest.Ruled ruled) {
        return Ruled.newBuilder()
                .setSlot(ruled.slot())
                .addAllRulings(ruled.rulings().stream()
                        .map(one -> RuledLetter.newBuilder()
                                .setId(one.id())
                                .setResult(one.result().name())
                                .setReason(one.reason())
                                .build())
                        .toList())
                .build();
    }

    static SlotRequest.Ruled ruled(Ruled proto) {
        return new SlotRequest.Ruled(
                proto.getSlot(),
                proto.getRulingsList().stream()
                        .map(one -> new Step.Ruled(one.getId(), Step.Result.valueOf(one.getResult()), one.getReason()))
                        .toList());
    }
}
