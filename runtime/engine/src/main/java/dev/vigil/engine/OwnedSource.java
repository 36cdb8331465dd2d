package dev.vigil.engine;

import dev.vigil.api.Publisher;
import dev.vigil.api.Source;
import dev.vigil.api.SourcePosition;
import java.util.function.Consumer;

/** A source that runs on one node at a time, as the engine starts it where its owner is. */
@FunctionalInterface
public interface OwnedSource {
    /**
     * Makes the source anew and starts it. May block. Called again after what it returned was closed, or after it threw; then
     * it has closed what it had opened.
     *
     * @param publisher the source's way onto the bus, until it has another owner
     * @param position how far it has come
     * @param failed is told, on any thread, that the source does not work any more though it was started
     * @return the source, started
     */
    Source start(Publisher publisher, SourcePosition position, Consumer<Throwable> failed);
}
