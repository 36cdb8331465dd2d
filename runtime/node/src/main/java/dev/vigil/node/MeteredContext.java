package dev.vigil.node;

import dev.vigil.api.Publisher;
import dev.vigil.api.SourceContext;
import dev.vigil.api.SourcePosition;
import dev.vigil.engine.SourceReport;
import dev.vigil.node.http.Refusals;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the node gives a source to work with; what the source refuses is counted under its name.
 *
 * @param place how far it has come, where it runs on one node
 * @param report is told how the source is
 */
record MeteredContext(
        String name,
        Publisher publisher,
        InstantSource clock,
        Refusals refusals,
        Optional<SourcePosition> place,
        SourceReport report)
        implements SourceContext {
    @Override
    public void refused(String reason) {
        refusals.count(name, reason);
    }

    @Override
    public void failed(Throwable cause) {
        report.failed(cause);
    }

    @Override
    public void troubled(String trouble) {
        report.troubled(trouble);
    }

    @Override
    public void untroubled() {
        report.untroubled();
    }

    @Override
    public SourcePosition position() {
        return place.orElseGet(SourceContext.super::position);
    }
}
