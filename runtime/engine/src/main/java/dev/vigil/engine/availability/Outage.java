package dev.vigil.engine.availability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * A time in which slots were not served, in milliseconds of the database's clock.
 *
 * @param startMillis its first millisecond
 * @param endMillis the first one after it
 * @param slots as {@link Slots} writes them
 * @param cause what is known to have happened, parts separated by semicolons; empty for nothing
 */
public record Outage(long startMillis, long endMillis, String slots, String cause) {
    private static final String SEPARATOR = "; ";

    /** Turns an end before the start, which two clocks can give, into no time at all. */
    public Outage {
        endMillis = Math.max(startMillis, endMillis);
    }

    long millis() {
        return endMillis - startMillis;
    }

    /** Outages as different nodes saw them, those that overlap or touch as one, in order. */
    public static List<Outage> merged(List<Outage> seen) {
        var merged = new ArrayList<Outage>();
        for (var outage : seen.stream()
                .sorted(Comparator.comparingLong(Outage::startMillis).thenComparingLong(Outage::endMillis))
                .toList()) {
            if (!merged.isEmpty() && outage.startMillis <= merged.getLast().endMillis) {
                merged.add(merged.removeLast().and(outage));
            } else {
                merged.add(outage);
            }
        }
        return List.copyOf(merged);
    }

    private Outage and(Outage other) {
        var both = Slots.of(slots);
        both.or(Slots.of(other.slots));
        var causes = new LinkedHashSet<String>(Arrays.asList(cause.split(SEPARATOR, -1)));
        causes.addAll(Arrays.asList(other.cause.split(SEPARATOR, -1)));
        causes.remove("");
        return new Outage(
                Math.min(startMillis, other.startMillis),
                Math.max(endMillis, other.endMillis),
                Slots.text(both),
                String.join(SEPARATOR, causes));
    }

    /** How much of the time from one moment to another lies in outages that do not overlap. */
    static long downMillis(List<Outage> merged, long fromMillis, long toMillis) {
        return merged.stream()
                .mapToLong(outage ->
                        Math.max(0, Math.min(outage.endMillis, toMillis) - Math.max(outage.startMillis, fromMillis)))
                .sum();
    }
}
