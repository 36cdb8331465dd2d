package dev.vigil.node;

import dev.vigil.api.Publisher;
import dev.vigil.api.SourceContext;
import dev.vigil.api.SourcePosition;
import dev.vigil.node.http.Refusals;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the node gives a source to work with; what the source refuses is counted under its name.
 *
 * @param place how far it has come, where it runs on one node
 * @param failure is told that the source does not work any more
 */
record MeteredContext(
        String name,
        Publisher publisher,
        InstantSource clock,
        Refusals refusals,
        Optional<SourcePosition> place,
        Consumer<Throwable> failure)
        implements SourceContext {
    @Override
    public void refused(String reason) {
        refusals.count(name, reason);
    }

    @Override
    public void failed(Throwable cause) {
        failure.accept(cause);
    }

    @Override
    public SourcePosition position() {
        return place.orElseGet(SourceContext.super::position);
    }
}
