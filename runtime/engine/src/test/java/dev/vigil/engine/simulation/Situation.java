package dev.vigil.engine.simulation;

/** What has to happen in some run for the runs to prove anything. */
enum Situation {
    /** Two writers met at one sequence number. */
    CONFLICT,
    /** A write seemed to have failed and is in the journal. */
    WRITTEN_UNKNOWN,
    /** A write failed and is not there. */
    NOT_WRITTEN,
    /** A slot had what was delivered already. */
    REPEATED_DELIVERY,
    /** A slot could not take what was delivered, for want of what comes before. */
    REFUSED_DELIVERY,
    /** A sensor of the slot itself was fed from the journal. */
    FED_HERE,
    /** And had what came while it was read, too. */
    FED_TO_THE_END,
    /** Sensors in other slots were fed from the journal. */
    FED_ELSEWHERE,
    /** A recovery began with a snapshot. */
    RESTORED,
    /** A message reached an incarnation that is no longer the owner. */
    MISLED,
    /** A step came to nothing. */
    EMPTY_STEP,
    /** A timer ran. */
    TIMER,
    /** Events came for a sensor that did not handle them then. */
    HELD,
    /** A source sent again what was there already. */
    DUPLICATE,
    /** Publications came again, in part or in whole. */
    REPEATED_PUBLICATION,
    /** An event that was a dead letter was handled. */
    REDRIVEN,
    /** A firing that was a dead letter went to its trigger again. */
    REDRIVEN_FIRING,
    /** A redrive came to nothing. */
    FAILED_AGAIN,
    /** A dead letter was discarded. */
    DISCARDED,
    /** A redrive came again after it had been carried out. */
    REPEATED_REDRIVE,
    /** A redrive would have led to another slot. */
    REFUSED_REDRIVE,
    /** A redrive had to wait for firings to end. */
    HELD_REDRIVE,
    /** A sensor was dropped in a slot. */
    DROPPED,
    /** A sensor was to be dropped that was there. */
    REFUSED_DROP,
    /** A log was cut. */
    CUT,
    /** A log was cut after all of its events. */
    EMPTIED,
    /** A sensor that is new began where a log was cut. */
    BEGUN_AT_CUT,
    /** A writer that was replaced met what was deleted. */
    REFUSED_BELOW,
    /** A replay was to carry out firings again. */
    REPLAY_THAT_FIRES,
    /** A firing was carried out again. */
    REPEATED_FIRING,
    /** A replay was to begin where its sensor was not there. */
    REFUSED_REPLAY,
    /** A replay was given up. */
    GAVE_UP_REPLAY,
    /** A replay's state became the sensor's. */
    SWAPPED
}
