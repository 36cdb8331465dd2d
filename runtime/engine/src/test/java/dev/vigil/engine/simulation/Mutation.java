package dev.vigil.engine.simulation;

/** A guarantee that a run breaks on purpose, to show that the checks would notice. */
enum Mutation {
    /** Nothing is broken. */
    NONE,
    /** Acknowledgements, firings and confirmations leave before the record is on disk. */
    RELEASE_BEFORE_WRITE,
    /** Identities are forgotten at once. */
    DEDUPE_OFF,
    /** The journal lets a second writer replace a record. */
    FENCE_OFF,
    /** A slot takes deliveries that do not follow what it has. */
    GAPS_ACCEPTED,
    /** A slot takes deliveries again that it has had. */
    REPEATS_ACCEPTED,
    /** What was not confirmed is never sent again. */
    NO_RESEND,
    /** Firings that had not ended are not handed to dispatch by the next incarnation. */
    FIRINGS_FORGOTTEN,
    /** A redrive acts however often its dead letter has been redriven since. */
    REDRIVES_UNGUARDED,
    /** Dead letters that were redriven or discarded are still there. */
    LETTERS_KEPT,
    /** Sensors that were dropped are still there. */
    SENSORS_KEPT,
    /** A log is cut where sensors still need it. */
    CUT_PAST_POSITIONS,
    /** A log is cut where a recovery from the older snapshot still needs it. */
    CUT_PAST_SNAPSHOTS,
    /** The journal lets a writer write again what was deleted. */
    DELETED_NOT_FENCED,
    /** A replay is not told how far its sensor is, nor where it begins. */
    MARKS_LOST,
    /** A replay's state becomes the sensor's before it has come as far. */
    SWAPPED_EARLY,
    /** Where a sensor does not run at present, its replay is said to be over. */
    REPLAYS_LOST
}
