package dev.vigil.api;

import java.util.List;

/**
 * Takes events in from the outside and publishes them; acknowledges upstream only what the bus has on disk.
 *
 * <p>A source that runs on one node ({@link Placement#ONE_NODE}) is made anew by its kind and started wherever its owner is,
 * and goes on from its {@link SourceContext#position()}. The new owner publishes again what the old one had published and not
 * yet saved, and an old one that does not know yet that it was replaced may run beside it for a moment. The bus recognises
 * what it has, so that this doubles nothing if the source keeps two rules:
 *
 * <ul>
 *   <li>An event has the same source and id whenever and wherever it is published: made of the input, such as a file's name
 *       and a line's number, or the time for which a clock's tick was planned; never of chance, or of a count that begins
 *       with the process.
 *   <li>A position is saved only after the outcome said that all events up to it were accepted; and soon after, since the
 *       bus recognises events only within its window ({@code vigil.dedupe}).
 * </ul>
 *
 * <p>A source that fails after its start says so ({@link SourceContext#failed}); it is then closed, made anew by its kind, and
 * started after a pause.
 *
 * <p>Threading: {@link #start} and {@link #close} are called once each, one after the other, on any thread.
 */
public interface Source extends AutoCloseable {
    /** Where the source runs. */
    default Placement placement() {
        return Placement.EVERY_NODE;
    }

    /**
     * Begins to take events in. Must not block for long: a node waits for those that run on every node.
     *
     * <p>Failure: what is thrown ends the start of the node; a source that runs on one node, or is started anew because it had
     * failed, is started again after a pause.
     */
    void start(SourceContext context);

    /**
     * The HTTP routes of this source, mounted by the node once it has been started. A source that runs on one node has none,
     * since requests reach every node. A source that is started anew answers the same paths.
     */
    default List<HttpRoute> routes() {
        return List.of();
    }

    /**
     * Stops taking events in; what was published before is finished by the bus. Called also where {@link #start} has thrown,
     * so that what it had opened is closed. A source has two seconds for it; then it is left to itself and, if it runs on
     * one node, nothing that it publishes is taken.
     */
    @Override
    default void close() {}
}
