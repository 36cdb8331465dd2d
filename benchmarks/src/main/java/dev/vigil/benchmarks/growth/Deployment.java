package dev.vigil.benchmarks.growth;

import dev.vigil.api.Publisher;
import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.benchmarks.engine.BenchEngine;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.testkit.cluster.LocalCluster;
import dev.vigil.testkit.cluster.LocalNode;
import dev.vigil.testkit.cluster.NodePlan;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What runs at a point: an engine that is alone, or nodes of a cluster, which events are published on in turn. */
final class Deployment implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Publisher publisher;
    private final Runnable close;

    private Deployment(Publisher publisher, Runnable close) {
        this.publisher = publisher;
        this.close = close;
    }

    static Deployment start(EngineSettings settings, Point point, Alarms alarms) throws InterruptedException {
        return point.nodes() == 0 ? alone(settings, point, alarms) : cluster(settings, point, alarms);
    }

    private static Deployment alone(EngineSettings settings, Point point, Alarms alarms) throws InterruptedException {
        var embedded = BenchEngine.start(settings, point.sensors(), alarms, new SimpleMeterRegistry(), Tracing.OFF);
        return new Deployment(embedded.engine().publisher(), embedded::close);
    }

    private static Deployment cluster(EngineSettings settings, Point point, Alarms alarms) {
        var plan = NodePlan.of(settings, InstantSource.system()).running(point.sensors(), BenchEngine.triggers(alarms));
        var cluster = LocalCluster.started(plan, point.nodes(), PATIENCE);
        cluster.awaitSpread(PATIENCE);
        return new Deployment(inTurn(cluster.nodes()), () -> stop(cluster));
    }

    /** In order, one after the other. */
    private static void stop(LocalCluster cluster) {
        try (cluster) {
            cluster.nodes().forEach(cluster::stop);
        }
    }

    private static Publisher inTurn(List<LocalNode> nodes) {
        var publishers = nodes.stream().map(node -> node.engine().publisher()).toList();
        var turn = new AtomicInteger();
        return events -> publishers
                .get(Math.floorMod(turn.getAndIncrement(), publishers.size()))
                .publish(events);
    }

    Publisher publisher() {
        return publisher;
    }

    @Override
    public void close() {
        close.run();
    }
}
