package dev.vigil.engine.slot;

import dev.vigil.engine.sensor.StateCodec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A slot's whole state as lines of text, in an order that does not depend on how it came about. */
public final class SlotDescription {
    private SlotDescription() {}

    /** All of it. */
    public static List<String> of(byte[] snapshot, SlotSettings settings) {
        return describe(snapshot, settings, true);
    }

    /** All but what others are known to have, which a snapshot may know better than the records. */
    public static List<String> ofDecisions(byte[] snapshot, SlotSettings settings) {
        return describe(snapshot, settings, false);
    }

    private static List<String> describe(byte[] snapshot, SlotSettings settings, boolean withConfirmed) {
        var state = SnapshotCodec.decode(snapshot, settings);
        var lines = new ArrayList<String>();
        lines.add("sequence " + state.sequence + ", at " + state.atMillis + ", next offset " + state.nextOffset
                + ", timer runs " + state.timerRuns);
        for (var slice : state.sensors) {
            lines.add("sensor " + slice.id + " " + slice.name + ": received " + Arrays.toString(slice.received)
                    + (withConfirmed ? ", confirmed " + Arrays.toString(slice.confirmed) : "")
                    + ", outstanding " + slice.outstandingFirings + (slice.isDropped ? ", dropped" : "")
                    + describe(slice.edition));
            var instances = new TreeMap<String, Instance>();
            slice.instances.forEach(instances::put);
            instances.forEach((key, instance) -> lines.add("  " + slice.name + "/" + key + " v"
                    + instance.version() + " at " + instance.updatedMillis() + " "
                    + StateCodec.toJson(instance.state()) + " "
                    + instance.timers().stream().map(Object::toString).sorted().toList()));
        }
        state.firings.values().forEach(firing -> lines.add("firing " + describe(firing)));
        state.deadLetters.values().forEach(letter -> lines.add("dead letter " + describe(letter)));
        state.publications.forEach(queue -> queue.forEach(publication -> lines.add("publication " + publication.target()
                + " #" + publication.sequence() + " " + HexFormat.of().formatHex(publication.event()))));
        lines.add("publications sent " + Arrays.toString(state.publicationsSent) + ", received "
                + Arrays.toString(state.publicationsReceived));
        state.dedupe.forEach((high, low, at) -> lines.add("identity %016x%016x at %d".formatted(high, low, at)));
        lines.add("marks every " + state.log.stride() + ": "
                + state.log.marks().stream()
                        .map(mark -> "Mark[sequence=%d, firstOffset=%d, atMillis=%d]"
                                .formatted(mark.sequence(), mark.firstOffset(), mark.atMillis()))
                        .toList());
        if (!state.log.begin().equals(LogBegin.ORIGIN)) {
            lines.add(
                    "log begins " + state.log.begin() + ", last " + state.log.last() + ", bytes " + state.log.bytes());
        }
        return lines;
    }

    private static String describe(@Nullable Edition edition) {
        return edition == null
                ? ""
                : ", " + edition.stage + " since " + edition.begunMillis + " " + edition.begun + " fires up to "
                        + Arrays.toString(edition.firesUpTo) + " settles " + new TreeSet<>(edition.settles)
                        + (edition.owed.isEmpty()
                                ? ""
                                : " owes "
                                        + edition.owed.stream()
                                                .map(SlotDescription::describe)
                                                .toList())
                        + " done " + edition.tally;
    }

    private static String describe(Owed owed) {
        return owed.letter() + ": "
                + owed.firings().stream().map(SlotDescription::describe).toList()
                + owed.publications().stream().map(Publication::cause).toList();
    }

    private static String describe(PendingFiring firing) {
        return firing.id() + " " + firing.sensor() + "/" + firing.key() + " " + firing.trigger() + " "
                + new String(firing.payload(), StandardCharsets.UTF_8) + " at " + firing.decidedMillis()
                + (firing.redrives() == 0
                        ? ""
                        : " redriven " + firing.redrives() + " after " + firing.earlierAttempts())
                + firing.trace().map(trace -> " in " + trace).orElse("");
    }

    private static String describe(DeadLetter letter) {
        return letter.id() + " " + letter.sensor() + "/" + letter.key() + " " + letter.reason() + " " + letter.cause()
                + " x" + letter.attempts() + " at " + letter.atMillis() + " " + letter.origin() + " '"
                + letter.timer() + "' "
                + letter.event().map(HexFormat.of()::formatHex).orElse("-") + " "
                + letter.firing().map(SlotDescription::describe).orElse("-")
                + (letter.redrives() == 0 ? "" : " redriven " + letter.redrives())
                + (letter.isRepeated() ? " repeated" : "");
    }
}
