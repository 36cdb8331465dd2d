package dev.vigil.engine;

/** What is asked for was in the log of a partition, and is not kept any more. */
public final class LogBeginsLaterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long firstOffset;

    /**
     * It is older than that.
     *
     * @param partition whose log it is
     * @param firstOffset where that log begins
     */
    public LogBeginsLaterException(int partition, long firstOffset) {
        super("the log of partition " + partition + " begins at offset " + firstOffset
                + ": what was before is not kept any more (vigil.journal.retention)");
        this.firstOffset = firstOffset;
    }

    /** Where the log begins. */
    public long firstOffset() {
        return firstOffset;
    }
}
