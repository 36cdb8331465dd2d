package dev.vigil.engine.cluster;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The life of a slot's incarnations: what each state makes of each signal. Anything that is not here cannot happen. */
enum SlotLife {
    /** The journal is being read. */
    RECOVERING,
    /** The record that makes older incarnations' writes fail is being written. */
    OPENING,
    /** Nothing is being written. */
    IDLE,
    /** A record is being written. */
    WRITING,
    /** The last incarnation failed; the next one begins after a pause. */
    BACKING_OFF,
    /** What is on disk cannot be read, or cannot be handled; a person has to look. */
    BROKEN,
    /** A record is being written, after which the slot stops. */
    STOPPING,
    /** It is over. */
    STOPPED;

    /** What can happen to a slot. */
    enum Signal {
        /** The journal has been read. */
        RECOVERED,
        /** A record has been made and handed to the journal. */
        APPEND,
        /** A record is on disk. */
        APPENDED,
        /** A read or a write failed, or its outcome is not known. */
        FAILED,
        /** A record cannot be read, or the core failed. */
        CORRUPT,
        /** The pause is over. */
        RETRY,
        /** The slot is to stop. */
        STOP
    }

    private static final Map<SlotLife, Map<Signal, SlotLife>> TABLE = Map.of(
            RECOVERING,
                    Map.of(
                            Signal.RECOVERED, OPENING,
                            Signal.FAILED, BACKING_OFF,
                            Signal.CORRUPT, BROKEN,
                            Signal.STOP, STOPPED),
            OPENING,
                    Map.of(
                            Signal.APPENDED, IDLE,
                            Signal.FAILED, BACKING_OFF,
                            Signal.CORRUPT, BROKEN,
                            Signal.STOP, STOPPING),
            IDLE,
                    Map.of(
                            Signal.APPEND, WRITING,
                            Signal.FAILED, BACKING_OFF,
                            Signal.CORRUPT, BROKEN,
                            Signal.STOP, STOPPED),
            WRITING,
                    Map.of(
                            Signal.APPENDED, IDLE,
                            Signal.FAILED, BACKING_OFF,
                            Signal.CORRUPT, BROKEN,
                            Signal.STOP, STOPPING),
            BACKING_OFF, Map.of(Signal.RETRY, RECOVERING, Signal.STOP, STOPPED),
            BROKEN, Map.of(Signal.STOP, STOPPED),
            STOPPING,
                    Map.of(
                            Signal.APPENDED, STOPPED,
                            Signal.FAILED, STOPPED,
                            Signal.CORRUPT, STOPPED,
                            Signal.STOP, STOPPING),
            STOPPED, Map.of());

    /** The state after a signal; empty where it cannot happen in this one. */
    Optional<SlotLife> after(Signal signal) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(signal));
    }

    /** The state for a person to read, with what led to it where that matters. */
    String describe(String trouble) {
        return this == BACKING_OFF || this == BROKEN ? trouble : name().toLowerCase(Locale.ROOT);
    }

    /** Whether the slot answers. */
    boolean isServing() {
        return this == IDLE || this == WRITING;
    }

    /** Whether what comes in is kept until it can be written. */
    boolean isTakingEvents() {
        return isServing() || this == RECOVERING || this == OPENING;
    }
}
