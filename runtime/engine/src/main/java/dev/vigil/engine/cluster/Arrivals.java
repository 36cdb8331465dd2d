package dev.vigil.engine.cluster;

import java.util.OptionalLong;

/** When the events of the last records were taken in. Not thread-safe. */
final class Arrivals {
    private static final int MOST = 1024;

    private final long[] firstOffsets = new long[MOST];
    private final long[] millis = new long[MOST];
    /** How many records were ever added. */
    private long count;

    /** The record that begins at that offset was taken in at that time; records come in their order. */
    void add(long firstOffset, long atMillis) {
        int at = (int) (count++ % MOST);
        firstOffsets[at] = firstOffset;
        millis[at] = atMillis;
    }

    /** When the event at that offset was taken in; empty where that was before the records that are known. */
    OptionalLong timeOf(long offset) {
        for (long i = count - 1; i >= Math.max(0, count - MOST); i--) {
            int at = (int) (i % MOST);
            if (firstOffsets[at] <= offset) {
                return OptionalLong.of(millis[at]);
            }
        }
        return OptionalLong.empty();
    }
}
