package dev.vigil.engine.slot;

/**
 * Where a slot's log begins: what is before that is not kept, and nothing may need it.
 *
 * @param sequence the first record that is kept
 * @param offset the first event that is kept; where there is none, the next one's
 * @param bytesBefore how many bytes all records before it had
 */
public record LogBegin(long sequence, long offset, long bytesBefore) {
    /** Of a log that is whole. */
    public static final LogBegin ORIGIN = new LogBegin(1, 0, 0);
}
