package dev.vigil.node;

import dev.vigil.api.HttpRoute;
import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sources of a node that run on every node, started together and closed together. */
final class RunningSources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningSources.class);

    private final Map<String, List<HttpRoute>> routes = new LinkedHashMap<>();
    private final List<Source> started = new ArrayList<>();

    private RunningSources() {}

    /** Starts all; if one cannot be started, it and those before it are closed again. */
    static RunningSources start(Map<String, Source> sources, Function<String, SourceContext> contexts)
            throws StartException {
        var running = new RunningSources();
        for (var source : sources.entrySet()) {
            try {
                running.started.add(source.getValue());
                source.getValue().start(contexts.apply(source.getKey()));
                running.routes.put(source.getKey(), source.getValue().routes());
            } catch (RuntimeException e) {
                running.close();
                throw new StartException("source " + source.getKey() + ": " + e.getMessage(), e);
            }
        }
        return running;
    }

    /** The routes of all, by the name of the source. */
    Map<String, List<HttpRoute>> routes() {
        return routes;
    }

    /** Closes all, in reverse order; what one throws does not keep the others open. */
    @Override
    public void close() {
        for (var source : started.reversed()) {
            try {
                source.close();
            } catch (RuntimeException e) {
                LOG.warn("source did not close source={}", source, e);
            }
        }
        started.clear();
    }
}
