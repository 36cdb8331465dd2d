package dev.vigil.api;

import java.time.InstantSource;

/** What a source is given to work with. */
public interface SourceContext {
    /** The source's configured name. */
    String name();

    /** The way onto the bus. */
    Publisher publisher();

    /** The clock of this node. */
    InstantSource clock();

    /** Counts input that was refused under a reason, such as {@code signature}; a fixed, small set of reasons. */
    void refused(String reason);
}
