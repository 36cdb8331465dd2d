package dev.vigil.benchmarks.drill.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what others do. Blocks. */
public final class Waiting {
    private static final Duration STEP = Duration.ofMillis(20);

    private Waiting() {}

    /** Waits for so long. */
    public static void pause(Duration span) {
        try {
            Thread.sleep(span);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Waits until that is so; false if it never was. */
    public static boolean within(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(STEP);
        }
        return true;
    }

    /**
     * Waits until that is so.
     *
     * @throws IllegalStateException if it never was
     */
    public static void until(String what, Duration patience, BooleanSupplier condition) {
        if (!within(patience, condition)) {
            throw new IllegalStateException("waited for " + patience.toSeconds() + " s in vain: " + what);
        }
    }
}
