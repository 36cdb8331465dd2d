package dev.vigil.benchmarks.growth;

import dev.vigil.api.Sensor;
import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.benchmarks.engine.Answers;
import dev.vigil.benchmarks.engine.BenchEngine;
import dev.vigil.benchmarks.engine.Load;
import dev.vigil.benchmarks.engine.ProcessFigures;
import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.cluster.PekkoEngine;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.testkit.cluster.LocalCluster;
import dev.vigil.testkit.cluster.NodePlan;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An engine that is not running, and what is in its journal.
 *
 * @param settings of the engine
 * @param sensors that it runs
 * @param events how many are in its log
 * @param instances how many its sensor has
 */
record StoppedEngine(EngineSettings settings, Map<String, Sensor<?>> sensors, long events, int instances) {
    private static final Duration START = Duration.ofSeconds(60);
    /** Which records a start has to read, as the condition of a query. */
    private static final String AFTER_SNAPSHOTS = "j.sequence_number > (SELECT COALESCE(MAX(s.sequence_number), 0)"
            + " FROM snapshot s WHERE s.persistence_id = j.persistence_id)";

    /**
     * How an engine started.
     *
     * @param seconds until all of its slots ran
     * @param slowestSlot how many seconds one of them took to read its snapshot and records, at most
     * @param processorSeconds that this process had of its processors meanwhile
     */
    record Started(double seconds, double slowestSlot, double processorSeconds) {}

    /** What a start has to read. */
    record ToRead(long records, long recordBytes, long snapshotBytes) {}

    /**
     * Fills a journal: an event for each key, then others. The engine is stopped as a member of a cluster is, which saves its
     * slots before it hands them over.
     */
    static StoppedEngine filled(
            TestPostgres postgres, int slots, Map<String, Sensor<?>> sensors, long events, int instances, int underWay)
            throws InterruptedException {
        var journal = new EngineSettings.Journal(postgres.newDatabase(), postgres.user(), postgres.password(), slots);
        var settings = EngineSettings.of(journal).withSlots(slots);
        var alarms = new Alarms();
        var plan = NodePlan.of(settings, InstantSource.system()).running(sensors, BenchEngine.triggers(alarms));
        try (var cluster = LocalCluster.started(plan, 1, START)) {
            var node = cluster.nodes().getFirst();
            if (instances > 0) {
                var load = new Load(node.engine().publisher(), new Workload(instances, 1), alarms, underWay);
                load.eachKey("k", 0, instances);
                load.fill("e", events - instances);
                load.drain();
            }
            cluster.stop(node);
        }
        return new StoppedEngine(settings, sensors, events, instances);
    }

    /** Starts it, alone, makes sure that nothing is missing, and stops it. */
    Started started() throws InterruptedException {
        System.gc(); // what those before it have left is not this one's
        var meters = new SimpleMeterRegistry();
        var before = ProcessFigures.now(0);
        long began = System.nanoTime();
        try (var embedded = BenchEngine.start(settings, sensors, new Alarms(), meters, Tracing.OFF)) {
            double seconds = (System.nanoTime() - began) / 1e9;
            double processor = ProcessFigures.now(0).since(before).cpuNanos() / 1e9;
            check(embedded.engine());
            var reading = meters.get("vigil.slot.recovery").timer();
            return new Started(seconds, reading.max(TimeUnit.SECONDS), processor);
        }
    }

    private void check(PekkoEngine engine) throws InterruptedException {
        long found = Views.instances(engine);
        long log = Answers.of(engine.cluster()).slots().stream()
                .flatMap(slot -> slot.log().stream())
                .mapToLong(ClusterView.Log::endOffset)
                .sum();
        if (found != instances || log != events) {
            throw new IllegalStateException("recovered %d instances and %d events, expected %d and %d"
                    .formatted(found, log, instances, events));
        }
    }

    /** Deletes its snapshots, so that a start has to read all records. */
    void forgetSnapshots() throws SQLException {
        try (var connection = DriverManager.getConnection(
                        settings.journal().url(), settings.journal().user(), "");
                var statement = connection.createStatement()) {
            statement.execute("DELETE FROM snapshot");
        }
    }

    /** What a start has to read. */
    ToRead toRead() throws SQLException {
        try (var connection = DriverManager.getConnection(
                        settings.journal().url(), settings.journal().user(), "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*), COALESCE(SUM(OCTET_LENGTH(event_payload)), 0),"
                        + " (SELECT COALESCE(SUM(OCTET_LENGTH(snapshot_payload)), 0) FROM snapshot t"
                        + " WHERE t.sequence_number = (SELECT MAX(u.sequence_number) FROM snapshot u"
                        + " WHERE u.persistence_id = t.persistence_id))"
                        + " FROM event_journal j WHERE " + AFTER_SNAPSHOTS)) {
            rows.next();
            return new ToRead(rows.getLong(1), rows.getLong(2), rows.getLong(3));
        }
    }
}
