package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.bench.Waiting;
import dev.vigil.benchmarks.drill.check.Findings.Kind;
import dev.vigil.benchmarks.drill.load.Sink.Behaviour;
import dev.vigil.benchmarks.drill.scenario.Measure.Bound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Drill 14: what alarms are sent to misbehaves, and five times the load comes. */
final class SinkDrill {
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final int TIMES = 5;
    private static final double SHARE = 0.3;
    private static final List<Integer> SENDERS = List.of(16, 64);
    private static final int POISONED = 32;

    private SinkDrill() {}

    static Drill drill() {
        var plan = Plan.ofThree();
        return new Drill(
                14,
                "sink",
                "the sink hangs, answers 500, resets after it has acted, 10 s each; poisoned events; five times the load for 20 s",
                1,
                false,
                plan,
                Control.of(
                        "one attempt a firing", plan.with("vigil.triggers.alarm.retry.attempts = 1"), Kind.FIRING_LOST),
                SinkDrill::round);
    }

    private static void round(Trial trial) {
        for (var behaviour : Behaviour.values()) {
            trial.say("  the sink is " + behaviour);
            long injected = System.nanoTime();
            trial.sink().behave(behaviour);
            Waiting.pause(EACH);
            trial.measured(
                    "longest gap while the sink is " + behaviour,
                    trial.outageSince(injected).longestGap(),
                    Duration.ofSeconds(1));
        }
        trial.sink().behave(Behaviour.WELL);
        poison(trial);
        overload(trial);
        trial.awaitServed();
    }

    /** An event for each probed key and some others that its handler cannot take: a dead letter each, and nothing waits. */
    private static void poison(Trial trial) {
        var keys = new ArrayList<String>(trial.keys().devices().subList(0, POISONED));
        for (int slot = 0; slot < trial.keys().slots(); slot++) {
            keys.add(trial.keys().probe(slot));
        }
        trial.say("  " + keys.size() + " events that no handler can take");
        double before = trial.roster().deadLetters();
        long injected = System.nanoTime();
        trial.driver().poison(keys);
        boolean areThere = Waiting.within(EACH, () -> {
            Waiting.pause(Duration.ofMillis(500));
            return trial.roster().deadLetters() - before >= keys.size();
        });
        double letters = trial.roster().deadLetters() - before;
        trial.require(
                areThere && letters == keys.size(), letters + " dead letters of " + keys.size() + " poisoned events");
        Waiting.pause(EACH);
        trial.measured("longest gap after poison", trial.outageSince(injected).longestGap(), Duration.ofSeconds(1));
    }

    /** What the cluster carries is measured first; three tenths of it are its usual load, of which five times then come. */
    private static void overload(Trial trial) {
        var driver = trial.driver();
        int before = driver.rate();
        driver.rate(0);
        double capacity = 0;
        for (int senders : SENDERS) {
            driver.saturate(senders);
            Waiting.pause(Duration.ofSeconds(2));
            capacity = Math.max(capacity, acknowledgedASecond(trial, EACH));
            driver.saturate(0);
            Waiting.within(EACH, () -> driver.open() == 0);
        }
        trial.measured("capacity", capacity, "events/s", new Bound.None());
        driver.rate((int) (capacity * SHARE));
        Waiting.pause(EACH);
        long timedOut = trial.ledger().timedOut();
        driver.rate((int) (capacity * SHARE * TIMES));
        double goodput = acknowledgedASecond(trial, EACH.multipliedBy(2));
        driver.rate(before);
        trial.measured("goodput under five times the load", goodput, "events/s", new Bound.None());
        trial.measured("that is of capacity", 100 * goodput / capacity, "%", new Bound.AtLeast(80));
        trial.measured(
                "requests without an answer", (double) (trial.ledger().timedOut() - timedOut), "", new Bound.AtMost(0));
    }

    private static double acknowledgedASecond(Trial trial, Duration span) {
        long acknowledged = trial.ledger().acknowledged();
        long since = System.nanoTime();
        Waiting.pause(span);
        return (trial.ledger().acknowledged() - acknowledged) * 1e9 / (System.nanoTime() - since);
    }
}
