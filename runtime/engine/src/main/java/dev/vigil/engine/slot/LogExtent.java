package dev.vigil.engine.slot;

/**
 * What is kept of a slot's log.
 *
 * @param firstOffset the oldest event that is kept; where there is none, the next one's
 * @param nextOffset the offset that the next event will get
 * @param records how many records are kept
 * @param bytes how many bytes those have, as they are written
 * @param oldestMillis when the oldest event that is kept was taken in; 0 where there is none
 */
public record LogExtent(long firstOffset, long nextOffset, long records, long bytes, long oldestMillis) {}
