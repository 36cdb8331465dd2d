package dev.vigil.api;

import java.time.Instant;
import java.util.Optional;

/** What a handler may know besides the state and the event. Valid during the call only. */
public interface Context {
    /** The sensor's configured name. */
    String sensor();

    /** The key of this instance. */
    String key();

    /** The time of this decision; the same for all that is committed together. */
    Instant now();

    /** When a timer of this instance comes due, if it is set. */
    Optional<Instant> timer(String name);

    /** A new id, unique in the whole system; the same if this very call has to be made again. */
    String newId();
}
