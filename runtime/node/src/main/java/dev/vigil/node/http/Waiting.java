package dev.vigil.node.http;

/**
 * How long work waits for a processor, told by one task at a time that is sent to wait among it. Counted in ticks of whoever
 * watches and not in time, so that a pause of the whole process is not taken for one of the work.
 *
 * @param limit how many ticks a task may wait
 * @param isAsked whether a task waits now
 * @param waited for how many ticks
 * @param late for how many ticks without a break tasks have waited for longer than they may
 */
record Waiting(int limit, boolean isAsked, int waited, int late) {
    /** A single long wait is a pause; so many ticks of them are an overload. */
    static final int OVERLOAD = 10;

    static Waiting atMost(int limit) {
        return new Waiting(limit, false, 0, 0);
    }

    /** A tick has passed; where no task was waiting, one is now. */
    Waiting tick() {
        int now = isAsked ? waited + 1 : 0;
        int run = late > 0 ? late + 1 : now > limit ? now : 0;
        return new Waiting(limit, true, now, run);
    }

    /** The task had its turn. */
    Waiting answered() {
        return new Waiting(limit, false, 0, waited > limit ? late : 0);
    }

    /** Whether there is more to do than is done. */
    boolean isOverload() {
        return late >= OVERLOAD;
    }
}
