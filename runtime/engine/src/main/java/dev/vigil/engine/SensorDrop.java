package dev.vigil.engine;

/** What became of dropping a sensor. */
public enum SensorDrop {
    /** It has no state any more. */
    DROPPED,
    /** A node has it configured: it stays, in all slots or, where that was found out late, in those of that node. */
    CONFIGURED,
    /** There is no state of such a sensor. */
    UNKNOWN
}
