package dev.vigil.engine.availability;

import java.util.BitSet;

/**
 * An outage as one node has seen it, in nanoseconds of its own clock, which only it can compare.
 *
 * @param number counts this node's sightings
 * @param startNanos when the first question was asked that had no answer
 * @param endNanos when all was answered again, or how far it has come
 * @param slots which were hit, as {@link Slots} writes them
 * @param cause what happened about that time
 */
public record Sighting(long number, long startNanos, long endNanos, String slots, String cause) {
    static Sighting of(long number, long startNanos, long endNanos, BitSet slots, String cause) {
        return new Sighting(number, startNanos, endNanos, Slots.text(slots), cause);
    }

    /** How long it took, in nanoseconds. */
    public long nanos() {
        return endNanos - startNanos;
    }
}
