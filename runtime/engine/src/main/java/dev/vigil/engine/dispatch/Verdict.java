package dev.vigil.engine.dispatch;

/** What the end of an attempt meant for its firing. */
enum Verdict {
    /** The outside has it. */
    DELIVERED,
    /** It will be tried again. */
    RETRIED,
    /** It was the last attempt. */
    EXHAUSTED,
    /** It will never be taken, or can never be sent. */
    REFUSED,
    /** It failed and nobody waits for it here any more; whoever has it now will send it again. */
    ABANDONED,
    /** The attempt had timed out before; nothing changed. */
    LATE
}
