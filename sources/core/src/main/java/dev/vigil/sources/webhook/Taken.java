package dev.vigil.sources.webhook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests that this node has taken, for as long as their time would let them in again. Of very many the oldest are forgotten, as
 * they are by a restart; the bus still recognises their events.
 *
 * <p>Threading: thread-safe.
 */
final class Taken {
    private static final int MOST = 100_000;

    private final Map<String, Instant> ends = new LinkedHashMap<>();

    /** Whether that one is known. */
    synchronized boolean contains(String name, Instant now) {
        var end = ends.get(name);
        return end != null && !end.isBefore(now);
    }

    /** Remembers one up to that time, and forgets those at the front whose time is over. */
    synchronized void add(String name, Instant end, Instant now) {
        ends.put(name, end);
        var oldest = ends.values().iterator();
        while (oldest.hasNext() && (oldest.next().isBefore(now) || ends.size() > MOST)) {
            oldest.remove();
        }
    }

    synchronized int size() {
        return ends.size();
    }
}
