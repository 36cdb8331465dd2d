package dev.vigil.node;

import dev.vigil.api.Publisher;
import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import dev.vigil.api.SourcePosition;
import dev.vigil.engine.OwnedSource;
import dev.vigil.node.http.Refusals;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Sources that run on one node, as the engine starts them where their owner is. */
final class OwnedSources {
    private OwnedSources() {}

    /** The context of a source that has a position. */
    private record Context(
            String name, Publisher publisher, InstantSource clock, Refusals refusals, SourcePosition position)
            implements SourceContext {
        @Override
        public void refused(String reason) {
            refusals.count(name, reason);
        }
    }

    static Map<String, OwnedSource> of(Map<String, Supplier<Source>> makers, InstantSource clock, Refusals refusals) {
        var owned = new TreeMap<String, OwnedSource>();
        makers.forEach((name, maker) -> owned.put(
                name,
                (publisher, position) ->
                        started(maker.get(), new Context(name, publisher, clock, refusals, position))));
        return owned;
    }

    private static Source started(Source source, SourceContext context) {
        boolean isStarted = false;
        try {
            source.start(context);
            isStarted = true;
            return source;
        } finally {
            if (!isStarted) {
                source.close();
            }
        }
    }
}
