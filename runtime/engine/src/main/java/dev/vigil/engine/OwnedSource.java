package dev.vigil.engine;

import dev.vigil.api.Publisher;
import dev.vigil.api.Source;
import dev.vigil.api.SourcePosition;

/** A source that runs on one node at a time, as the engine starts it where its owner is. */
@FunctionalInterface
public interface OwnedSource {
    /**
     * Makes the source anew and starts it. May block. Called again after what it returned was closed, or after it threw; then
     * it has closed what it had opened.
     *
     * @param publisher the source's way onto the bus, until it has another owner
     * @param position how far it has come
     * @param report is told how the source is
     * @return the source, started
     */
    Source start(Publisher publisher, SourcePosition position, SourceReport report);
}
