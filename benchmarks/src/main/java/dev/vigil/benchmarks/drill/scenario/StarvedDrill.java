package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.CpuQuota;
import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.bench.Waiting;
import dev.vigil.benchmarks.drill.scenario.Measure.Bound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/** Drill 7: one node gets a tenth of a processor, then a heap that what comes does not fit into. */
final class StarvedDrill {
    private static final int PERCENT = 10;
    private static final Duration STARVED = Duration.ofSeconds(60);
    private static final Duration START = Duration.ofSeconds(60);
    private static final int TIMES = 5;
    /** What its heap has over what was alive in it before. */
    private static final long ROOM = 16L << 20;

    private static final int NEW_KEYS = 500;
    /** Long keys fill a heap with a tenth of the instances that short ones would, all of which are checked afterwards. */
    private static final String LONG = "-".repeat(900);

    private static final Duration FULL = Duration.ofMinutes(3);

    private StarvedDrill() {}

    static Drill drill() {
        var plan = Plan.ofThree();
        return new Drill(
                7,
                "starved",
                "any node gets " + PERCENT
                        + " % of a processor for 60 s, five times the load in the last 20 of them; then "
                        + "a heap that is too small for new keys",
                1,
                false,
                plan,
                Control.withoutDedupe(plan),
                StarvedDrill::round);
    }

    private static void round(Trial trial) {
        var node = trial.anyNode();
        starve(trial, node);
        trial.awaitReadyOrRestart(node, START);
        trial.awaitServed();
        squeeze(trial, node);
        trial.awaitReadyOrRestart(node, START);
        trial.awaitServed();
    }

    private static void starve(Trial trial, NodeProcess node) {
        var witness = trial.cluster().nodes().stream()
                .filter(other -> other != node)
                .findFirst()
                .orElseThrow();
        long timedOut = trial.ledger().timedOut();
        long refused = trial.ledger().refused();
        int rate = trial.driver().rate();
        try (var quota =
                CpuQuota.make(PERCENT).orElseThrow(() -> new IllegalStateException("no control group can be made"))) {
            trial.say("  " + node.name() + " starves");
            long injected = System.nanoTime();
            quota.squeeze(node);
            var used = node.processorTime();
            Waiting.within(STARVED, () -> {
                if (System.nanoTime() - injected > STARVED.toNanos() * 2 / 3) {
                    trial.driver().rate(rate * TIMES);
                }
                Waiting.pause(Duration.ofSeconds(1));
                trial.roster()
                        .status(node, witness)
                        .filter(status -> !status.equalsIgnoreCase("up"))
                        .ifPresent(
                                status -> trial.require(false, node.name() + " was " + status + " while it starved"));
                return !node.isRunning();
            });
            trial.driver().rate(rate);
            trial.require(node.isRunning(), node.name() + " has ended while it starved");
            if (node.isRunning()) {
                trial.measured(
                        "its share of a processor",
                        100 * Measure.seconds(node.processorTime().minus(used)) * 1e9 / (System.nanoTime() - injected),
                        "%",
                        new Bound.AtMost(PERCENT * 1.2));
            }
            trial.measured("longest gap", trial.outageSince(injected).longestGap());
        }
        trial.require(
                trial.cluster().nodes().stream().filter(other -> other != node).allMatch(NodeProcess::isRunning),
                "a node that did not starve has ended");
        trial.note("refused attempts while it starved: " + (trial.ledger().refused() - refused));
        trial.measured(
                "requests without an answer", (double) (trial.ledger().timedOut() - timedOut), "", new Bound.AtMost(0));
    }

    /** New keys come until the node has ended, as it must when their states do not fit. */
    private static void squeeze(Trial trial, NodeProcess node) {
        long most = node.vitals().heapBytes() + ROOM;
        node.terminate();
        // What is outside the heap is not what is to be short: by default its limit is that of the heap.
        node.restart(List.of("-Xmx" + most, "-XX:MaxDirectMemorySize=256m"));
        trial.awaitReady(node, START);
        trial.awaitServed();
        trial.say("  " + node.name() + " has a heap of " + (most >> 20) + " MiB, new keys come");
        var isEnough = new AtomicBoolean();
        var feeder = Thread.ofVirtual().start(() -> feed(trial, isEnough));
        long began = System.nanoTime();
        boolean hasEnded = node.hasEndedWithin(FULL);
        isEnough.set(true);
        trial.require(hasEnded, node.name() + " goes on though its heap is full");
        if (hasEnded) {
            trial.measured("new keys to the end of the process", Duration.ofNanos(System.nanoTime() - began));
            // One that collects garbage all the time falls silent, is left behind by the others, and may end for that
            // before.
            boolean isLeftBehind = hasSaid(node, "quarantined this node");
            trial.note(node.name() + " ended " + (isLeftBehind ? "left behind by the others" : "out of memory"));
            trial.require(
                    node.exitCode() != 0 && (isLeftBehind || hasSaid(node, "OutOfMemoryError")),
                    node.name() + " ended with " + node.exitCode() + " and not for want of memory");
        } else {
            node.kill();
        }
        node.restart();
        Waiting.within(FULL, () -> !feeder.isAlive());
    }

    private static void feed(Trial trial, AtomicBoolean isEnough) {
        for (int from = 0; !isEnough.get(); from += NEW_KEYS) {
            trial.driver()
                    .publishOnce(IntStream.range(from, from + NEW_KEYS)
                            .mapToObj(i -> "much-" + i + LONG)
                            .toList());
        }
    }

    private static boolean hasSaid(NodeProcess node, String text) {
        try (var lines = Files.lines(node.log())) {
            return lines.anyMatch(line -> line.contains(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
