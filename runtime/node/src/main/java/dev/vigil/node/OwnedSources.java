package dev.vigil.node;

import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import dev.vigil.engine.OwnedSource;
import dev.vigil.node.http.CountedPublisher;
import dev.vigil.node.http.Refusals;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Sources that run on one node, as the engine starts them where their owner is. */
final class OwnedSources {
    private OwnedSources() {}

    static Map<String, OwnedSource> of(
            Map<String, Supplier<Source>> makers, InstantSource clock, Refusals refusals, MeterRegistry meters) {
        var owned = new TreeMap<String, OwnedSource>();
        makers.forEach((name, maker) -> owned.put(
                name,
                (publisher, position, report) -> started(
                        maker.get(),
                        new MeteredContext(
                                name,
                                new CountedPublisher(publisher, meters, name),
                                clock,
                                refusals,
                                Optional.of(position),
                                report))));
        return owned;
    }

    /** The source, started, or closed where that throws. */
    static Source started(Source source, SourceContext context) {
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
