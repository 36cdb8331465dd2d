package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.load.Probe;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How service was in a stretch of time after an injection.
 *
 * @param recovery until the last slot was served again for good
 * @param longestGap the longest time in which some slot was not served
 * @param affected how many slots were not served for more than half a second
 */
public record Outage(Duration recovery, Duration longestGap, int affected) {
    private static final long NOTICED = Duration.ofMillis(500).toNanos();

    /** A gap within the stretch that is longer than this belongs to the outage, even where service had come back before. */
    private static final long RELAPSE = Duration.ofSeconds(1).toNanos();

    static Outage of(List<Probe> served, int slots, long injected, long end) {
        long recovery = 0;
        long longest = 0;
        int affected = 0;
        for (int slot = 0; slot < slots; slot++) {
            int wanted = slot;
            var times = served.stream()
                    .filter(probe ->
                            probe.slot() == wanted && probe.sentNanos() >= injected && probe.servedNanos() <= end)
                    .sorted(Comparator.comparingLong(Probe::servedNanos))
                    .mapToLong(Probe::servedNanos)
                    .toArray();
            long before = injected;
            long back = times.length == 0 ? end : times[0];
            long gap = times.length == 0 ? end - injected : 0;
            for (long time : times) {
                gap = Math.max(gap, time - before);
                if (time - before > RELAPSE) {
                    back = time;
                }
                before = time;
            }
            recovery = Math.max(recovery, back - injected);
            longest = Math.max(longest, gap);
            affected += gap > NOTICED ? 1 : 0;
        }
        return new Outage(Duration.ofNanos(recovery), Duration.ofNanos(longest), affected);
    }
}
