package dev.vigil.engine.slot;

/**
 * How much of its log a slot keeps, whatever is needed of it left aside. What exceeds either bound goes.
 *
 * @param millis for how long an event is kept; {@link Long#MAX_VALUE} for ever
 * @param bytes how many bytes of records are kept; {@link Long#MAX_VALUE} for all
 */
public record Retention(long millis, long bytes) {
    /** Everything is kept. */
    public static final Retention ALL = new Retention(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Whether something may go. */
    public boolean isBounded() {
        return !equals(ALL);
    }
}
