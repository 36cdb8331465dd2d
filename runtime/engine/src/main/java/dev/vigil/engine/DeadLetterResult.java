package dev.vigil.engine;

/**
 * What became of redriving or discarding a dead letter.
 *
 * @param outcome what became of it
 * @param reason why it failed again or was refused, for a person to read; else empty
 */
public record DeadLetterResult(Outcome outcome, String reason) {
    /** What may become of it. */
    public enum Outcome {
        /** It was handled and is no dead letter any more. */
        HANDLED,
        /** Its firing goes to its trigger again. */
        DISPATCHED,
        /** It was handled again, failed again and stays. */
        FAILED_AGAIN,
        /** It was discarded. */
        DISCARDED,
        /** It has been redriven since it was seen, by this request if its first answer was lost; it is there still. */
        DONE_BEFORE,
        /** It was redriven before, and its firing has not ended yet. */
        UNDER_WAY,
        /** It was there when the request began: this request has settled it, whose first answer was lost, or another. */
        GONE,
        /** There is no such dead letter. */
        UNKNOWN,
        /** It cannot be redriven; it stays. */
        REFUSED,
        /** Too many firings of its sensor are under way for it to be redriven now; it stays. */
        HELD
    }
}
