package dev.vigil.sources.file;

import dev.vigil.api.Event;
import java.util.Optional;

/** How what is in a file becomes events. Safe to share. */
interface Format {
    /** Where lines end; a new one at every call. */
    Framing framing();

    /** Whether the first line says what the others mean. */
    default boolean hasHeader() {
        return false;
    }

    /** How lines are read; with the first line of the file where the format has a header. */
    Reading reading(Optional<Line> header);

    /** Reads lines of one file. */
    @FunctionalInterface
    interface Reading {
        /**
         * Whether the header is of any use.
         *
         * @throws Refusal if it is not
         */
        default void check() {}

        /**
         * The event that a line is.
         *
         * @throws Refusal if it is none
         */
        Event event(Origin origin, Line line);
    }
}
