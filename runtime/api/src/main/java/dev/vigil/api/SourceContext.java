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
     * Says that the source does not work any more, though it was started: a connection that does not come back, a thread of
     * its own that has died. It is then closed and, after a pause that grows while this happens again and again, made anew by
     * its kind and started; until that works, its HTTP routes answer 503.
     *
     * <p>Threading: any thread; returns at once, and may be called before {@link Source#start} has returned. The first call
     * counts; later ones, and all that come once the source is being closed, do nothing.
     *
     * @param cause is logged and counted, and shown where somebody asks how the source is
     */
    void failed(Throwable cause);

    /**
     * How far the source has come, where it runs on one node.
     *
     * @throws IllegalStateException if it runs on every node, so that there is not one position but many
     */
    default SourcePosition position() {
        throw new IllegalStateException("source " + name() + " runs on every node and has no position");
    }
}
