package dev.vigil.engine.availability;

import dev.vigil.engine.AvailabilityView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What all nodes have seen, in milliseconds of the database's clock.
 *
 * @param nowMillis when it was read
 * @param sinceMillis from when on somebody has watched
 * @param seenMillis when somebody watched last
 * @param outages as each node saw them
 */
public record History(long nowMillis, long sinceMillis, long seenMillis, List<Outage> outages) {
    /** For how long the past is kept, and the longest window. */
    public static final Duration KEPT = Duration.ofDays(30);
    /** Longer than watching nodes need to say that they watch; after that, nobody does. */
    public static final Duration UNWATCHED_AFTER = Duration.ofSeconds(5);
    /** The cause of an outage in which there was no node. */
    public static final String NOBODY = "no node was watching";

    private static final List<Duration> WINDOWS = List.of(Duration.ofHours(1), Duration.ofHours(24), KEPT);
    private static final int MOST_OUTAGES = 100;

    /** Copies the list. */
    public History {
        outages = List.copyOf(outages);
    }

    /** Where nothing has been seen yet. */
    public static History none(long nowMillis) {
        return new History(nowMillis, nowMillis, nowMillis, List.of());
    }

    /** The same later, with what this node has seen beside it, and somebody watching up to now where that is so. */
    public History later(long millis, boolean watched, List<Outage> more) {
        var all = new ArrayList<>(outages);
        all.addAll(more);
        return new History(nowMillis + millis, sinceMillis, watched ? nowMillis + millis : seenMillis, all);
    }

    /**
     * What a person wants to know of it.
     *
     * @param current whether it was read just now
     * @param unserved what is not served to the node that is asked
     */
    public AvailabilityView view(boolean current, BitSet unserved, int slots) {
        var merged = Outage.merged(withUnwatched(slots)).stream()
                .filter(outage -> outage.endMillis() > nowMillis - KEPT.toMillis())
                .toList();
        boolean goesOn = !merged.isEmpty() && merged.getLast().endMillis() >= nowMillis && isDown(unserved);
        return new AvailabilityView(
                Instant.ofEpochMilli(nowMillis),
                Instant.ofEpochMilli(sinceMillis),
                current,
                unserved.stream().boxed().toList(),
                WINDOWS.stream().map(window -> window(window, merged)).toList(),
                between(merged),
                toRecover(goesOn ? merged.subList(0, merged.size() - 1) : merged),
                shown(merged, goesOn));
    }

    private boolean isUnwatched() {
        return nowMillis - seenMillis > UNWATCHED_AFTER.toMillis();
    }

    private boolean isDown(BitSet unserved) {
        return isUnwatched() || !unserved.isEmpty();
    }

    /** When nobody watches, that is an outage which goes on, though nobody has written it down yet. */
    private List<Outage> withUnwatched(int slots) {
        if (!isUnwatched()) {
            return outages;
        }
        var all = new ArrayList<>(outages);
        all.add(new Outage(seenMillis, nowMillis, Slots.text(Slots.all(slots)), NOBODY));
        return all;
    }

    private AvailabilityView.Window window(Duration length, List<Outage> merged) {
        long from = Math.max(sinceMillis, nowMillis - length.toMillis());
        long watched = Math.max(0, nowMillis - from);
        long down = Math.min(watched, Outage.downMillis(merged, from, nowMillis));
        double ratio = watched == 0 ? 1 : 1 - (double) down / watched;
        return new AvailabilityView.Window(
                length,
                Duration.ofMillis(watched),
                ratio,
                down == 0 ? OptionalDouble.empty() : OptionalDouble.of(-Math.log10((double) down / watched)));
    }

    private Optional<Duration> between(List<Outage> merged) {
        if (merged.isEmpty()) {
            return Optional.empty();
        }
        long from = Math.max(sinceMillis, nowMillis - KEPT.toMillis());
        long up = Math.max(0, nowMillis - from - Outage.downMillis(merged, from, nowMillis));
        return Optional.of(Duration.ofMillis(up / merged.size()));
    }

    private static Optional<Duration> toRecover(List<Outage> over) {
        return over.isEmpty()
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(
                        over.stream().mapToLong(Outage::millis).sum() / over.size()));
    }

    private static List<AvailabilityView.Outage> shown(List<Outage> merged, boolean goesOn) {
        var shown = new ArrayList<AvailabilityView.Outage>();
        for (int i = merged.size() - 1; i >= Math.max(0, merged.size() - MOST_OUTAGES); i--) {
            var outage = merged.get(i);
            shown.add(new AvailabilityView.Outage(
                    Instant.ofEpochMilli(outage.startMillis()),
                    Duration.ofMillis(outage.millis()),
                    !(goesOn && i == merged.size() - 1),
                    outage.slots(),
                    outage.cause().isEmpty() ? "not known" : outage.cause()));
        }
        return shown;
    }
}
