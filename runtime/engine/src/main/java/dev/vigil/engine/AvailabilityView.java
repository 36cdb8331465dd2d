package dev.vigil.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How available the cluster was. It counts as available while every slot is served to every node that is up; an outage of one
 * slot counts in full. Times are of the database's clock.
 *
 * @param now when this was so
 * @param since from when on the cluster was watched; of what was before, nothing is known
 * @param current whether the database has answered just now; otherwise it is what this node knows by itself
 * @param unserved the slots that are not served to this node at present
 * @param windows over the last hour, day and thirty days
 * @param meanTimeBetween the time without an outage, by the number of outages; empty where there was none
 * @param meanTimeToRecover how long outages took that are over, on the average; empty where there was none
 * @param outages the last ones, the latest first
 */
public record AvailabilityView(
        Instant now,
        Instant since,
        boolean current,
        List<Integer> unserved,
        List<Window> windows,
        Optional<Duration> meanTimeBetween,
        Optional<Duration> meanTimeToRecover,
        List<Outage> outages) {
    /** Copies the lists. */
    public AvailabilityView {
        unserved = List.copyOf(unserved);
        windows = List.copyOf(windows);
        outages = List.copyOf(outages);
    }

    /**
     * A stretch of time up to now.
     *
     * @param length how long it is
     * @param watched how much of it is known
     * @param ratio the share of that in which all was available, from 0 to 1
     * @param nines how many nines that share has; empty where there was no outage
     */
    public record Window(Duration length, Duration watched, double ratio, OptionalDouble nines) {}

    /**
     * A time in which at least one slot was not served to at least one node that was up, or in which no node was.
     *
     * @param start when it began
     * @param length how long it took, up to now where it goes on
     * @param over whether it has ended
     * @param slots which slots it hit, as {@code 0-7,12}
     * @param cause what happened about that time; a guess
     */
    public record Outage(Instant start, Duration length, boolean over, String slots, String cause) {}
}
