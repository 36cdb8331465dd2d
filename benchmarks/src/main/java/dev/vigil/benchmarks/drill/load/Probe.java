package dev.vigil.benchmarks.drill.load;

/**
 * A probe that came through: acknowledged, and its effect read back.
 *
 * @param slot the slot that was probed
 * @param sentNanos when it was sent
 * @param servedNanos when its effect had been read
 */
public record Probe(int slot, long sentNanos, long servedNanos) {
    /** How long it took. */
    public long nanos() {
        return servedNanos - sentNanos;
    }
}
