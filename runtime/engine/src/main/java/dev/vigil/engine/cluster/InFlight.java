package dev.vigil.engine.cluster;

import dev.vigil.engine.slot.Step;

/**
 * A step whose record is being written.
 *
 * @param batch what went into it, and who wants to know
 * @param step what came of it
 * @param recordBytes how large the record is
 * @param writtenNanos when the record was handed to the journal
 */
record InFlight(Inbox.Batch batch, Step step, int recordBytes, long writtenNanos) {
    /** Whether it has sensors that are behind handle a stretch of the log. */
    boolean hasReplays() {
        return !batch.inputs().replays().isEmpty();
    }
}
