package dev.vigil.engine.sensor;

/** How much a turn guards against handlers that fail. */
public enum TurnMode {
    /** The state is written once, at the end; anything that goes wrong ends the turn with {@link FailedTurnException}. */
    FAST,
    /** The state is written and read again around every call, so that each failure is that of one event. */
    CAREFUL
}
