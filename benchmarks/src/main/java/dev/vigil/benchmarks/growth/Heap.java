package dev.vigil.benchmarks.growth;

import java.lang.management.ManagementFactory;

/** What of the heap is in use. */
final class Heap {
    private static final int MOST_COLLECTIONS = 20;
    private static final long PAUSE_MILLIS = 200;
    /** What comes and goes while nothing happens. */
    private static final long NOISE_BYTES = 64 << 10;

    private Heap() {}

    /** What is left in use when full collections find nothing more; takes seconds. */
    static long usedBytes() throws InterruptedException {
        long least = collected();
        for (int i = 0, quiet = 0; i < MOST_COLLECTIONS && quiet < 3; i++) {
            // What is queued for a cleaner, or being saved, is garbage a little later.
            Thread.sleep(PAUSE_MILLIS);
            long used = collected();
            quiet = used < least - NOISE_BYTES ? 0 : quiet + 1;
            least = Math.min(least, used);
        }
        return least;
    }

    private static long collected() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
