package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.bench.PostgresProcess;
import dev.vigil.benchmarks.drill.bench.Waiting;
import dev.vigil.benchmarks.drill.check.Findings.Kind;
import dev.vigil.benchmarks.drill.load.Answer;
import java.time.Duration;
import java.util.Set;

/** Drills 10 to 13: the journal's database is away. */
final class DatabaseDrills {
    private static final Duration CUT = Duration.ofSeconds(60);
    private static final Duration SERVICE = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration START = Duration.ofSeconds(60);

    private DatabaseDrills() {}

    static Drill cutFromOne() {
        var plan = Plan.ofThree();
        return new Drill(
                10,
                "database-cut-one",
                "one node loses what goes between it and the database, for 60 s",
                1,
                true,
                plan,
                Control.withoutDedupe(plan),
                DatabaseDrills::oneLoses);
    }

    static Drill cutFromAll() {
        var plan = Plan.ofThree();
        return new Drill(
                11,
                "database-cut-all",
                "all nodes lose the database: silent for 60 s, later reset for 20 s",
                1,
                true,
                plan,
                Control.withoutDedupe(plan),
                DatabaseDrills::allLose);
    }

    static Drill crash() {
        var plan = Plan.ofThree();
        return new Drill(
                12,
                "database-crash",
                "SIGKILL to PostgreSQL, started again 2 s later",
                3,
                false,
                plan,
                new Control(
                        "a disk that loses its last second",
                        plan,
                        trial -> trial.cluster().databases().primary().beForgetful(),
                        Set.of(Kind.LOST)),
                DatabaseDrills::killed);
    }

    static Drill failover() {
        var plan = Plan.ofThree().withStandby();
        return new Drill(
                13,
                "database-failover",
                "SIGKILL to the primary, standby promoted 2 s later; the old primary comes back as a zombie",
                1,
                false,
                plan,
                new Control(
                        "replication that nobody waits for, and that hangs",
                        plan,
                        trial -> trial.cluster().databases().holdBack(),
                        Set.of(Kind.LOST)),
                DatabaseDrills::promoted);
    }

    private static void oneLoses(Trial trial) {
        var network = trial.cluster().network();
        var database = trial.cluster().databases().primary().place();
        var node = trial.anyNode();
        trial.say("  " + node.name() + " loses the database");
        long injected = System.nanoTime();
        network.drop(node.place(), database);
        network.drop(database, node.place());
        Waiting.within(CUT, () -> !trial.isReady(node));
        trial.measured("unready", Duration.ofNanos(System.nanoTime() - injected), ANSWER);
        Waiting.pause(Duration.ofSeconds(16));
        trial.isServedSince(System.nanoTime(), Duration.ofSeconds(24));
        trial.measured("its slots are served", trial.outageSince(injected).recovery(), Duration.ofSeconds(15));
        Waiting.pause(CUT.minus(Duration.ofNanos(System.nanoTime() - injected)));
        network.heal();
        trial.awaitReadyOrRestart(node, START);
        trial.awaitServed();
    }

    private static void allLose(Trial trial) {
        var network = trial.cluster().network();
        var database = trial.cluster().databases().primary().place();
        for (var node : trial.cluster().nodes()) {
            network.drop(node.place(), database);
            network.drop(database, node.place());
        }
        trial.say("  the database is silent");
        cutFor(trial, CUT);
        for (var node : trial.cluster().nodes()) {
            network.reset(node.place(), database);
        }
        trial.say("  the database refuses");
        cutFor(trial, Duration.ofSeconds(20));
        for (var node : trial.cluster().nodes()) {
            trial.require(node.isRunning(), node.name() + " has ended");
            trial.awaitReadyOrRestart(node, START);
        }
    }

    private static void cutFor(Trial trial, Duration span) {
        long injected = System.nanoTime();
        Waiting.pause(Duration.ofSeconds(2));
        for (var node : trial.cluster().nodes()) {
            long asked = System.nanoTime();
            var answer = trial.askAlone(node);
            trial.measured("answer to a publisher", Duration.ofNanos(System.nanoTime() - asked), ANSWER);
            trial.require(answer != Answer.ACKNOWLEDGED, node.name() + " acknowledges without a database");
        }
        Waiting.pause(span.minus(Duration.ofNanos(System.nanoTime() - injected)));
        trial.cluster().network().heal();
        back(trial, "service after healing", SERVICE);
    }

    private static void killed(Trial trial) {
        var database = trial.cluster().databases().primary();
        trial.say("  SIGKILL PostgreSQL");
        database.kill();
        Waiting.pause(Duration.ofSeconds(2));
        database.restart();
        database.awaitReady();
        back(trial, "service after PostgreSQL is ready", SERVICE);
        trial.require(
                trial.cluster().nodes().stream().allMatch(NodeProcess::isRunning), "a node ended with its database");
    }

    private static void promoted(Trial trial) {
        var databases = trial.cluster().databases();
        if (!databases.isHeldBack()) {
            databases.waitForStandby();
        }
        Waiting.pause(Duration.ofSeconds(5));
        trial.say("  SIGKILL the primary");
        databases.primary().kill();
        Waiting.pause(Duration.ofSeconds(2));
        databases.promote();
        back(trial, "service after the promotion", Duration.ofSeconds(10));
        trial.say("  the old primary comes back");
        long zombie = System.nanoTime();
        databases.standby().ifPresent(PostgresProcess::restart);
        Waiting.pause(Duration.ofSeconds(20));
        trial.measured(
                "longest gap with the old primary back",
                trial.outageSince(zombie).longestGap());
        databases.standby().ifPresent(PostgresProcess::kill);
        trial.awaitServed();
    }

    private static void back(Trial trial, String what, Duration limit) {
        long since = System.nanoTime();
        trial.isServedSince(since, START);
        Waiting.pause(Duration.ofSeconds(3));
        trial.measured(what, trial.outageSince(since).recovery(), limit);
        trial.awaitServed();
    }
}
