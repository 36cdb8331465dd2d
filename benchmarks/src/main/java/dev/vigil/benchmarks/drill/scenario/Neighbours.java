package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.load.Probe;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much slower the slots of other nodes became while a node was away, over all rounds: the probes of five seconds before
 * and of those after the injection, so that each p99 is of a thousand probes a round. For one thread.
 */
final class Neighbours {
    private static final long HALF_SECOND = 500_000_000;

    private final List<Long> beforeNanos = new ArrayList<>();
    private final List<Long> duringNanos = new ArrayList<>();
    private final SortedMap<Long, List<Long>> byHalfSecond = new TreeMap<>();

    /** Takes the probes of a round, of which those that were not answered took as long as was waited for them. */
    void add(Collection<Probe> before, Collection<Probe> during, long injectedNanos) {
        before.forEach(probe -> beforeNanos.add(probe.nanos()));
        for (var probe : during) {
            duringNanos.add(probe.nanos());
            byHalfSecond
                    .computeIfAbsent((probe.sentNanos() - injectedNanos) / HALF_SECOND, _ -> new ArrayList<>())
                    .add(probe.nanos());
        }
    }

    /** The p99 of each half second since the injection, in milliseconds: tells when it is that they are slower. */
    List<Long> byHalfSecondMillis() {
        return byHalfSecond.values().stream()
                .map(nanos -> p99(nanos) / 1_000_000)
                .toList();
    }

    /** The p99 before, in milliseconds. */
    double beforeMillis() {
        return p99(beforeNanos) / 1e6;
    }

    /** The p99 while a node was away, in milliseconds. */
    double duringMillis() {
        return p99(duringNanos) / 1e6;
    }

    /** How many times as long as before. */
    double ratio() {
        return duringMillis() / beforeMillis();
    }

    private static long p99(List<Long> nanos) {
        var sorted = nanos.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(sorted.length * 0.99) - 1];
    }
}
