package dev.vigil.benchmarks.peers;

import java.util.ArrayDeque;
import java.util.Queue;

/** Lets so many things be under way at once; the others wait in their order. Thread-safe. */
final class Window {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;

    Window(int most) {
        free = most;
    }

    /** Begins it now, or when those before it have begun and one has ended. What begins must not take long. */
    synchronized void add(Runnable beginning) {
        waiting.add(beginning);
        begin();
    }

    /** One has ended. */
    synchronized void ended() {
        free++;
        begin();
    }

    private void begin() {
        while (free > 0 && !waiting.isEmpty()) {
            free--;
            waiting.remove().run();
        }
    }
}
