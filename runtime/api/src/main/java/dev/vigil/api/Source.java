package dev.vigil.api;

import java.util.List;

/**
 * Takes events in from the outside and publishes them; acknowledges upstream only what the bus has on disk.
 *
 * <p>Threading: {@link #start} and {@link #close} are called once each, from one thread.
 */
public interface Source extends AutoCloseable {
    /** Begins to take events in. Must not block for long. */
    void start(SourceContext context);

    /** The HTTP routes of this source, mounted by the node once it has been started. */
    default List<HttpRoute> routes() {
        return List.of();
    }

    /** Stops taking events in; what was published before is finished by the bus. */
    @Override
    default void close() {}
}
