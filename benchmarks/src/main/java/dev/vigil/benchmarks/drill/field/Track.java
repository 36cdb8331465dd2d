package dev.vigil.benchmarks.drill.field;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was sent to one partition and acknowledged, and when nothing was. For one thread at a time. */
final class Track {
    private static final Duration NOTICED = Duration.ofSeconds(1);

    private final int partition;
    private final Set<String> sent = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final List<Duration> outages = new ArrayList<>();
    private long beforeNanos = System.nanoTime();

    Track(int partition) {
        this.partition = partition;
    }

    int partition() {
        return partition;
    }

    void sending(String id) {
        sent.add(id);
    }

    void acknowledged(String id, long nanos) {
        acknowledged.add(id);
        var gap = Duration.ofNanos(nanos - beforeNanos);
        if (gap.compareTo(NOTICED) > 0) {
            outages.add(gap);
        }
        beforeNanos = nanos;
    }

    /** Nothing more is sent; what was sent last was not acknowledged until then. */
    void gaveUp(long nanos) {
        outages.add(Duration.ofNanos(nanos - beforeNanos));
    }

    /** How many were acknowledged and are not there. */
    int lost(Map<String, Integer> found) {
        return (int) acknowledged.stream().filter(id -> !found.containsKey(id)).count();
    }

    /** How many are there more than once. */
    int doubled(Map<String, Integer> found) {
        return (int) sent.stream().filter(id -> found.getOrDefault(id, 0) > 1).count();
    }

    int sent() {
        return sent.size();
    }

    List<Duration> outages() {
        return Collections.unmodifiableList(outages);
    }

    Duration longestOutage() {
        return outages.stream().max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
