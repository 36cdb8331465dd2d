package dev.vigil.engine;

/** What became of giving up a replay. */
public enum ReplayEnd {
    /** It is gone. */
    GIVEN_UP,
    /** Its state is the sensor's already, in some slots or in all. */
    SWAPPED,
    /** There is none. */
    UNKNOWN
}
