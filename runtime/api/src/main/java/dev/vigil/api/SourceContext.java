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

    /**
     * How far the source has come, where it runs on one node.
     *
     * @throws IllegalStateException if it runs on every node, so that there is not one position but many
     */
    default SourcePosition position() {
        throw new IllegalStateException("source " + name() + " runs on every node and has no position");
    }
}
