package dev.vigil.engine.cluster;

import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterId;
import dev.vigil.engine.DeadLetterSummary;
import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.PendingFiring;
import dev.vigil.engine.slot.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** What a slot answers about its dead letters, small enough to travel between nodes. Pure. */
final class DeadLetterPages {
    /** A page ends before the letter that would make it longer; far below a frame, into which any one fits. */
    static final int MOST_BYTES = 1 << 20;

    private DeadLetterPages() {}

    /** Those that are meant, by id. */
    static SlotRequest.DeadLetters ofSlot(int number, Slot slot, DeadLetterFilter filter, String after, int most) {
        var all = first(slot, filter, after, most);
        var some = new ArrayList<DeadLetterSummary>();
        long bytes = 0;
        for (var letter : all) {
            var summary = summary(number, slot, letter);
            bytes += bytes(summary.key()) + bytes(summary.cause()) + bytes(summary.sensor());
            if (bytes > MOST_BYTES && !some.isEmpty()) {
                break;
            }
            some.add(summary);
        }
        return new SlotRequest.DeadLetters(number, some, some.size() < all.size());
    }

    /** The first after one; of many letters only those few are sorted, since the slot waits meanwhile. */
    private static List<DeadLetter> first(Slot slot, DeadLetterFilter filter, String after, int most) {
        var first = new PriorityQueue<>(Comparator.comparing(DeadLetter::id).reversed());
        for (var letter : slot.deadLetters()) {
            boolean mayBeOne =
                    first.size() < most || letter.id().compareTo(first.element().id()) < 0;
            if (mayBeOne && letter.id().compareTo(after) > 0 && isMeant(filter, letter, slot)) {
                first.add(letter);
                if (first.size() > most) {
                    first.remove();
                }
            }
        }
        return first.stream().sorted(Comparator.comparing(DeadLetter::id)).toList();
    }

    /** One of them, without what is too large for a frame. */
    static SlotRequest.FoundDeadLetter one(int number, Slot slot, String id, boolean withContent) {
        var found = Optional.ofNullable(slot.deadLetter(id));
        return new SlotRequest.FoundDeadLetter(found.map(letter -> {
            var summary = summary(number, slot, letter);
            long bytes = summary.contentBytes() + bytes(summary.key());
            boolean fits = withContent && bytes <= InstanceSize.MOST_BYTES;
            return new SlotRequest.DeadLetterContent(
                    summary,
                    letter.origin().slot(),
                    letter.origin().position(),
                    letter.timer(),
                    letter.event().filter(_ -> fits),
                    letter.firing().filter(_ -> fits).map(PendingFiring::payload),
                    letter.firing().map(PendingFiring::decidedMillis).orElse(0L));
        }));
    }

    private static boolean isMeant(DeadLetterFilter filter, DeadLetter letter, Slot slot) {
        return filter.sensor().stream().allMatch(slot.sensorName(letter.sensor())::equals)
                && filter.trigger().stream()
                        .allMatch(name -> letter.firing()
                                .filter(firing -> firing.trigger().equals(name))
                                .isPresent())
                && filter.reason().stream().allMatch(letter.reason().name()::equals)
                && filter.from().stream().allMatch(from -> letter.atMillis() >= from.toEpochMilli())
                && filter.to().stream().allMatch(to -> letter.atMillis() < to.toEpochMilli());
    }

    private static DeadLetterSummary summary(int number, Slot slot, DeadLetter letter) {
        int content = letter.event().map(event -> event.length).orElse(0)
                + letter.firing().map(firing -> firing.payload().length).orElse(0);
        return new DeadLetterSummary(
                new DeadLetterId(number, letter.id()),
                slot.sensorName(letter.sensor()),
                letter.key(),
                letter.firing().map(PendingFiring::trigger),
                letter.reason().name(),
                letter.cause(),
                letter.attempts(),
                letter.redrives(),
                Instant.ofEpochMilli(letter.atMillis()),
                content);
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
