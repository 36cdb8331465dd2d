package dev.vigil.node;

import dev.vigil.api.HttpRoute;
import dev.vigil.api.Source;
import dev.vigil.engine.ClusterView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The sources of a node that run on every node, started together and closed together. */
final class RunningSources implements AutoCloseable {
    private final Map<String, List<HttpRoute>> routes = new LinkedHashMap<>();
    /** Looked at while it is cleared. */
    private final List<RunningSource> started = new CopyOnWriteArrayList<>();

    private RunningSources() {}

    /**
     * Starts all, one after the other; if one cannot be started, it and those before it are closed again.
     *
     * @param makers make a source anew for each of its starts
     */
    static RunningSources start(Map<String, Supplier<Source>> makers, Surroundings surroundings) throws StartException {
        var running = new RunningSources();
        for (var maker : makers.entrySet()) {
            var source = new RunningSource(maker.getKey(), maker.getValue(), surroundings);
            running.started.add(source);
            try {
                running.routes.put(maker.getKey(), source.begin());
            } catch (StartException e) {
                running.close();
                throw e;
            }
        }
        return running;
    }

    /** The routes of all, by the name of the source. */
    Map<String, List<HttpRoute>> routes() {
        return routes;
    }

    /** How each is on this node, which has that address. */
    List<ClusterView.Source> view(String node) {
        return started.stream().map(source -> source.view(node)).toList();
    }

    /** Closes all, in reverse order, and waits for each; what one throws does not keep the others open. */
    @Override
    public void close() {
        for (var source : started.reversed()) {
            source.close().join();
        }
        started.clear();
    }
}
