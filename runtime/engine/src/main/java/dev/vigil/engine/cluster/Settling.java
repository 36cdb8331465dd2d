package dev.vigil.engine.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which of the places for slots have been there for a while. Those that are there when it is first asked count as such: they
 * came to whoever asked before. Not thread-safe.
 *
 * @param <P> a place
 */
final class Settling<P> {
    private final long settledAfterNanos;
    private final Map<P, Long> cameNanos = new HashMap<>();
    private boolean hasBegun;

    Settling(Duration settledAfter) {
        this.settledAfterNanos = settledAfter.toNanos();
    }

    /** Those that are settled, of all that are there now; one that is gone and comes again is new. */
    Set<P> among(Collection<P> places, long nowNanos) {
        cameNanos.keySet().retainAll(places);
        places.forEach(place -> cameNanos.putIfAbsent(place, hasBegun ? nowNanos : nowNanos - settledAfterNanos));
        hasBegun |= !places.isEmpty();
        var settled = new HashSet<P>();
        cameNanos.forEach((place, came) -> {
            if (nowNanos - came >= settledAfterNanos) {
                settled.add(place);
            }
        });
        return settled;
    }
}
