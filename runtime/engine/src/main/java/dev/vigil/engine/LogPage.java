package dev.vigil.engine;

import dev.vigil.api.Event;
import java.time.Instant;
import java.util.List;

/**
 * A stretch of one partition's log.
 *
 * @param partition which
 * @param firstOffset the oldest offset that is kept
 * @param endOffset the offset that the next event will get
 * @param events in the order of their offsets
 */
public record LogPage(int partition, long firstOffset, long endOffset, List<Entry> events) {
    /**
     * One event of the log.
     *
     * @param offset its place
     * @param acceptedAt when it was accepted
     * @param event the event
     */
    public record Entry(long offset, Instant acceptedAt, Event event) {}
}
