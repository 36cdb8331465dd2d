package dev.vigil.api;

import java.time.Duration;

/** What the publisher of events now knows. */
public sealed interface Outcome {
    /**
     * The events are on disk.
     *
     * @param accepted how many were new
     * @param duplicates how many had been accepted before
     */
    record Accepted(int accepted, int duplicates) implements Outcome {}

    /** Nothing of it was taken, because there is more than the bus can take now: send it again after that time. */
    record Rejected(String reason, Duration retryAfter) implements Outcome {}

    /** Nothing of it was taken, because the bus cannot be written at present: send it again after that time. */
    record Unavailable(String reason, Duration retryAfter) implements Outcome {}

    /** Some of it may have been taken. Send it again with the same identities: what was taken is recognised. */
    record Indeterminate(String reason, Duration retryAfter) implements Outcome {}
}
