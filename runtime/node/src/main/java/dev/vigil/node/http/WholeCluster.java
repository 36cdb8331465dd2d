package dev.vigil.node.http;

import dev.vigil.engine.ClusterView;
import dev.vigil.engine.Engine;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * The cluster as this node sees it, with the sources that run on every node, which the engine does not know: as they are here.
 * Thread-safe.
 */
final class WholeCluster {
    private final Engine engine;
    private final Function<String, List<ClusterView.Source>> everywhere;

    WholeCluster(Engine engine, Function<String, List<ClusterView.Source>> everywhere) {
        this.engine = engine;
        this.everywhere = everywhere;
    }

    /** Asked anew. */
    CompletionStage<ClusterView> view() {
        return engine.cluster().thenApply(view -> view.with(everywhere.apply(view.node())));
    }
}
