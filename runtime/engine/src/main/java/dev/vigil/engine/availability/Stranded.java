package dev.vigil.engine.availability;

/**
 * Whether this node, and not the database, is in trouble: for eight seconds on end it could not commit while slots on other
 * nodes could. Then its slots are better off elsewhere. A database that is away for all says nothing, and to those to which it
 * comes back first it does not come five seconds before it does to the others. Not thread-safe.
 */
public final class Stranded {
    /** How long it must have been so. */
    static final long PATIENCE_NANOS = 8_000_000_000L;
    /** For how long a slot elsewhere that could commit tells that it still can; it is asked once a second. */
    static final long RECENT_NANOS = 2_500_000_000L;
    /** The longest time between two looks of a node that runs. */
    static final long STALL_NANOS = 3_000_000_000L;

    private boolean isSuspected;
    private long sinceNanos;
    private long lookedNanos;
    private boolean wasServed;
    private long servedNanos;

    /** It suspects nothing yet. */
    public Stranded() {}

    /** A slot on another node can commit. */
    public void servedElsewhere(long nowNanos) {
        wasServed = true;
        servedNanos = nowNanos;
    }

    /** A slot of this node can commit, whatever else of it cannot. */
    public void committed() {
        isSuspected = false;
    }

    /** Whether this node could commit just now; to be told about once a second. Returns whether it is stranded. */
    public boolean looked(boolean couldCommit, long nowNanos) {
        boolean isElsewhere = wasServed && nowNanos - servedNanos < RECENT_NANOS;
        boolean goesOn = isSuspected && nowNanos - lookedNanos < STALL_NANOS;
        isSuspected = !couldCommit && isElsewhere;
        if (!goesOn) {
            sinceNanos = nowNanos;
        }
        lookedNanos = nowNanos;
        return isSuspected && nowNanos - sinceNanos >= PATIENCE_NANOS;
    }
}
