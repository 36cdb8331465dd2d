package dev.vigil.engine.slot;

import dev.vigil.engine.proto.journal.RecordMeta;
import dev.vigil.engine.proto.journal.ReplayAdvanced;
import dev.vigil.engine.proto.journal.ReplayBegun;
import dev.vigil.engine.proto.journal.ReplaySample;
import dev.vigil.engine.proto.journal.ReplaySnapshot;
import dev.vigil.engine.proto.journal.ReplaySwapped;
import dev.vigil.engine.proto.journal.TriggerCount;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Replays as the Protobuf of {@code record.proto}, and back. */
final class ReplayProto {
    private ReplayProto() {}

    static void write(SlotRecord.Replays replays, RecordMeta.Builder meta) {
        replays.begun().forEach(begun -> meta.addReplaysBegun(begun(begun)));
        replays.advanced().forEach(advanced -> meta.addReplaysAdvanced(advanced(advanced)));
        replays.swapped().forEach(swapped -> {
            if (swapped.isTold()) {
                meta.addReplaysSwap(swapped(swapped));
            } else {
                meta.addReplaysSwapped(swapped.edition());
            }
        });
        meta.addAllReplaysGivenUp(replays.givenUp());
    }

    static SlotRecord.Replays read(RecordMeta meta) {
        var replays = new SlotRecord.Replays(
                meta.getReplaysBegunList().stream().map(ReplayProto::begun).toList(),
                meta.getReplaysAdvancedList().stream()
                        .map(ReplayProto::advanced)
                        .toList(),
                Stream.concat(
                                meta.getReplaysSwappedList().stream()
                                        .map(edition -> new SlotRecord.ReplaySwapped(edition, Set.of(), false)),
                                meta.getReplaysSwapList().stream().map(ReplayProto::swapped))
                        .toList(),
                List.copyOf(meta.getReplaysGivenUpList()));
        return replays.isEmpty() ? SlotRecord.Replays.NONE : replays;
    }

    static ReplaySnapshot snapshot(SensorSlice slice, Edition edition) {
        var advanced = new SlotRecord.ReplayAdvanced(
                slice.id, edition.tally, edition.settles.stream().sorted().toList(), List.copyOf(edition.owed));
        return ReplaySnapshot.newBuilder()
                .setBegun(begun(edition.begun))
                .setBegunMillis(edition.begunMillis)
                .addAllFiresUpTo(Arrays.stream(edition.firesUpTo).boxed().toList())
                .setStage(edition.stage.name())
                .setAdvanced(advanced(advanced))
                .build();
    }

    static Edition edition(ReplaySnapshot saved, SensorSlice living) {
        long[] firesUpTo =
                saved.getFiresUpToList().stream().mapToLong(Long::longValue).toArray();
        var edition = new Edition(living, begun(saved.getBegun()), saved.getBegunMillis(), firesUpTo);
        var advanced = advanced(saved.getAdvanced());
        edition.stage = Edition.Stage.valueOf(saved.getStage());
        edition.tally = advanced.tally();
        edition.settles.addAll(advanced.settles());
        edition.owed.addAll(advanced.owed());
        return edition;
    }

    private static ReplaySwapped swapped(SlotRecord.ReplaySwapped swapped) {
        return ReplaySwapped.newBuilder()
                .setEdition(swapped.edition())
                .addAllRepeatedLetters(
                        swapped.repeatedLetters().stream().sorted().toList())
                .build();
    }

    private static SlotRecord.ReplaySwapped swapped(ReplaySwapped proto) {
        return new SlotRecord.ReplaySwapped(proto.getEdition(), Set.copyOf(proto.getRepeatedLettersList()), true);
    }

    private static ReplayBegun begun(SlotRecord.ReplayBegun begun) {
        var proto = ReplayBegun.newBuilder()
                .setEdition(begun.edition())
                .setSensor(begun.sensor())
                .setNumber(begun.number())
                .setStartsAfter(begun.startsAfter())
                .setFires(begun.fires());
        begun.from().ifPresent(proto::setFromMillis);
        return proto.build();
    }

    private static SlotRecord.ReplayBegun begun(ReplayBegun proto) {
        return new SlotRecord.ReplayBegun(
                proto.getEdition(),
                proto.getSensor(),
                proto.getNumber(),
                proto.getStartsAfter(),
                proto.hasFromMillis() ? OptionalLong.of(proto.getFromMillis()) : OptionalLong.empty(),
                proto.getFires());
    }

    private static ReplayAdvanced advanced(SlotRecord.ReplayAdvanced advanced) {
        return ReplayAdvanced.newBuilder()
                .setEdition(advanced.edition())
                .setTally(tally(advanced.tally()))
                .addAllSettles(advanced.settles())
                .addAllOwed(advanced.owed().stream().map(ReplayProto::owed).toList())
                .build();
    }

    private static dev.vigil.engine.proto.journal.Owed owed(Owed owed) {
        return dev.vigil.engine.proto.journal.Owed.newBuilder()
                .setLetter(owed.letter())
                .addAllFirings(
                        owed.firings().stream().map(RecordToProto::firing).toList())
                .addAllPublications(owed.publications().stream()
                        .map(RecordToProto::publication)
                        .toList())
                .build();
    }

    private static Owed owed(dev.vigil.engine.proto.journal.Owed proto) {
        return new Owed(
                proto.getLetter(),
                proto.getFiringsList().stream().map(ProtoToRecord::firing).toList(),
                proto.getPublicationsList().stream()
                        .map(ProtoToRecord::publication)
                        .toList());
    }

    private static SlotRecord.ReplayAdvanced advanced(ReplayAdvanced proto) {
        return new SlotRecord.ReplayAdvanced(
                proto.getEdition(),
                tally(proto.getTally()),
                List.copyOf(proto.getSettlesList()),
                proto.getOwedList().stream().map(ReplayProto::owed).toList());
    }

    private static dev.vigil.engine.proto.journal.ReplayTally tally(ReplayTally tally) {
        var proto = dev.vigil.engine.proto.journal.ReplayTally.newBuilder()
                .setEvents(tally.events())
                .setTimers(tally.timers())
                .setFailed(tally.failed())
                .setPublished(tally.published())
                .setRepeatedFirings(tally.repeated());
        tally.firings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(one -> proto.addFirings(
                        TriggerCount.newBuilder().setTrigger(one.getKey()).setCount(one.getValue())));
        tally.samples().forEach(sample -> proto.addSamples(sample(sample)));
        return proto.build();
    }

    private static ReplayTally tally(dev.vigil.engine.proto.journal.ReplayTally proto) {
        return new ReplayTally(
                proto.getEvents(),
                proto.getTimers(),
                proto.getFailed(),
                proto.getPublished(),
                proto.getRepeatedFirings(),
                proto.getFiringsList().stream()
                        .collect(Collectors.toMap(TriggerCount::getTrigger, TriggerCount::getCount)),
                proto.getSamplesList().stream().map(ReplayProto::sample).toList());
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
}
