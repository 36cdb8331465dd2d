package dev.vigil.benchmarks.drill.load;

/** What the sender of events knows after an attempt. */
public enum Answer {
    /** They are on disk. */
    ACKNOWLEDGED,
    /** None of them was taken. */
    REFUSED,
    /** Some of them may have been taken. */
    UNKNOWN,
    /** An answer that says none of these, which a node must not give. */
    UNTYPED
}
