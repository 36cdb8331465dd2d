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
     * Says that something outside keeps the source waiting, though it works and will go on by itself: a broker that is away. It
     * is shown where somebody asks how the source is, and measured, until {@link #untroubled()} or until the source is closed.
     *
     * <p>Threading: any thread; returns at once. The last call counts.
     *
     * @param trouble what it waits for, and since when, for a person to read
     */
    default void troubled(String trouble) {}

    /** Says that nothing keeps the source waiting any more. Threading: as {@link #troubled}. */
    default void untroubled() {}

    /**
     * How far the source has come, where it runs on one node.
     *
     * @throws IllegalStateException if it runs on every node, so that there is not one position but many
     */
    default SourcePosition position() {
        throw new IllegalStateException("source " + name() + " runs on every node and has no position");
    }
}
