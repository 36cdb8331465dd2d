package dev.vigil.engine.wire;

import com.google.protobuf.MessageLite;
import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.engine.proto.wire.Fate;
import dev.vigil.engine.proto.wire.Fates;
import dev.vigil.engine.proto.wire.GetFates;
import dev.vigil.engine.proto.wire.GetPlace;
import dev.vigil.engine.proto.wire.GetRanks;
import dev.vigil.engine.proto.wire.Place;
import dev.vigil.engine.proto.wire.Ranks;
import dev.vigil.engine.proto.wire.SensorPlace;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What nodes tell each other in order to tell the story of an event, as Protobuf and back. */
final class StoryMessages {
    private StoryMessages() {}

    static MessageLite write(SlotRequest.GetPlace get, Refs refs) {
        return GetPlace.newBuilder()
                .setSensor(get.sensor())
                .setFrom(get.from())
                .setAtMillis(get.atMillis())
                .setReplyTo(refs.write(get.replyTo()))
                .build();
    }

    static SlotRequest getPlace(GetPlace proto, Refs refs) {
        return new SlotRequest.GetPlace(
                proto.getSensor(), proto.getFrom(), proto.getAtMillis(), refs.read(proto.getReplyTo()));
    }

    static MessageLite write(SlotRequest.Place place) {
        var proto = Place.newBuilder()
                .setPublications(place.publications())
                .setNearSequence(place.nearSequence())
                .setGoneRecords(place.firstSequence() - 1)
                .setToSequence(place.toSequence());
        place.sensor().map(StoryMessages::sensor).ifPresent(proto::setSensor);
        return proto.build();
    }

    private static SensorPlace sensor(dev.vigil.engine.slot.SensorPlace sensor) {
        return SensorPlace.newBuilder()
                .setSensor(sensor.sensor())
                .setStartsAfter(sensor.startsAfter())
                .setRegisteredIn(sensor.registeredIn())
                .setReceived(sensor.received())
                .setHeld(sensor.isHeld())
                .build();
    }

    static SlotRequest.Place place(Place proto) {
        return new SlotRequest.Place(
                proto.hasSensor() ? Optional.of(sensor(proto.getSensor())) : Optional.empty(),
                proto.getPublications(),
                proto.getNearSequence(),
                proto.getGoneRecords() + 1,
                proto.getToSequence());
    }

    private static dev.vigil.engine.slot.SensorPlace sensor(SensorPlace proto) {
        return new dev.vigil.engine.slot.SensorPlace(
                proto.getSensor(),
                proto.getStartsAfter(),
                proto.getRegisteredIn(),
                proto.getReceived(),
                proto.getHeld());
    }

    static MessageLite write(SlotRequest.GetFates get, Refs refs) {
        return GetFates.newBuilder()
                .addAllIds(get.ids())
                .setReplyTo(refs.write(get.replyTo()))
                .build();
    }

    static SlotRequest getFates(GetFates proto, Refs refs) {
        return new SlotRequest.GetFates(List.copyOf(proto.getIdsList()), refs.read(proto.getReplyTo()));
    }

    static MessageLite write(SlotRequest.Fates fates) {
        return Fates.newBuilder()
                .setToSequence(fates.toSequence())
                .addAllFates(fates.fates().stream()
                        .map(fate -> Fate.newBuilder()
                                .setId(fate.id())
                                .setPending(fate.isPending())
                                .setAttempts(fate.attempts())
                                .setRedrives(fate.redrives())
                                .setReason(fate.reason())
                                .setCause(fate.cause())
                                .setAtMillis(fate.atMillis())
                                .build())
                        .toList())
                .build();
    }

    static SlotRequest.Fates fates(Fates proto) {
        return new SlotRequest.Fates(
                proto.getToSequence(),
                proto.getFatesList().stream()
                        .map(fate -> new SlotRequest.Fate(
                                fate.getId(),
                                fate.getPending(),
                                fate.getAttempts(),
                                fate.getRedrives(),
                                fate.getReason(),
                                fate.getCause(),
                                fate.getAtMillis()))
                        .toList());
    }

    static MessageLite write(SlotRequest.GetRanks get, Refs refs) {
        return GetRanks.newBuilder()
                .addAllIdentities(Arrays.stream(get.identities()).boxed().toList())
                .setReplyTo(refs.write(get.replyTo()))
                .build();
    }

    static SlotRequest getRanks(GetRanks proto, Refs refs) {
        return new SlotRequest.GetRanks(
                proto.getIdentitiesList().stream().mapToLong(Long::longValue).toArray(), refs.read(proto.getReplyTo()));
    }

    static MessageLite write(SlotRequest.Ranks ranks) {
        return Ranks.newBuilder()
                .setSlot(ranks.slot())
                .addAllRanks(Arrays.stream(ranks.ranks()).boxed().toList())
                .setNewest(ranks.newest())
                .setNextOffset(ranks.nextOffset())
                .build();
    }

    static SlotRequest.Ranks ranks(Ranks proto) {
        return new SlotRequest.Ranks(
                proto.getSlot(),
                proto.getRanksList().stream().mapToLong(Long::longValue).toArray(),
                proto.getNewest(),
                proto.getNextOffset());
    }
}
