package dev.vigil.testkit.cluster;

import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Downing;
import dev.vigil.engine.EngineSettings;
import dev.vigil.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** What the nodes of these tests run. */
final class TestPlans {
    static final int SLOTS = 8;
    static final Duration PATIENCE = Duration.ofSeconds(90);
    static final String AT_HOME = "at-home";
    static final String AWAY = "away";

    private TestPlans() {}

    /** Nodes that keep what happens in a new database of that server, and tell it to that outside. */
    static NodePlan on(TestPostgres postgres, Outside outside) {
        return bare(postgres)
                .running(
                        Map.of(AT_HOME, Tally.atHome(), AWAY, Tally.elsewhere(), "echo", new Echo()),
                        outside.from("all"));
    }

    /** Nodes without sensors. */
    static NodePlan bare(TestPostgres postgres) {
        var journal = new EngineSettings.Journal(postgres.newDatabase(), postgres.user(), postgres.password(), 4);
        return NodePlan.of(EngineSettings.of(journal).withSlots(SLOTS), InstantSource.system());
    }

    /** The same with that much patience of the Split Brain Resolver. */
    static ClusterSettings stableAfter(ClusterSettings old, ClusterSettings.Strategy strategy, Duration time) {
        return new ClusterSettings(
                old.name(), old.address(), old.roles(), old.join(), new Downing(strategy, time), old.tls());
    }
}
