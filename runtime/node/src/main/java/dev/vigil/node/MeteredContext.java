package dev.vigil.node;

import dev.vigil.api.Publisher;
import dev.vigil.api.SourceContext;
import dev.vigil.node.http.Refusals;
import java.time.InstantSource;

/** What the node gives a source to work with; what the source refuses is counted under its name. */
record MeteredContext(String name, Publisher publisher, InstantSource clock, Refusals refusals)
        implements SourceContext {
    @Override
    public void refused(String reason) {
        refusals.count(name, reason);
    }
}
