package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.Network;
import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.bench.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Drills 8 and 9: nodes do not hear each other. */
final class PartitionDrills {
    private static final Duration CUT = Duration.ofSeconds(60);
    private static final Duration TAKEOVER = Duration.ofSeconds(10);
    private static final Duration REJOIN = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private PartitionDrills() {}

    static Drill clean() {
        var plan = Plan.ofThree();
        return new Drill(
                8,
                "partition",
                "one node cut off from the two others for 60 s, in both directions",
                1,
                true,
                plan,
                withoutDowning(plan),
                PartitionDrills::twoAgainstOne);
    }

    static Drill oneWay() {
        var plan = Plan.ofThree().withNodes(5);
        return new Drill(
                9,
                "one-way",
                "each of five nodes loses what it sends to its neighbour, for 60 s",
                1,
                true,
                plan,
                // That nobody decides would not do: it was tried, and all slots were served all the same.
                Control.withoutDedupe(plan),
                PartitionDrills::ring);
    }

    private static Control withoutDowning(Plan plan) {
        return Control.of(
                "nobody decides (no downing provider)", plan.with("pekko.cluster.downing-provider-class = \"\""));
    }

    private static void twoAgainstOne(Trial trial) {
        var network = trial.cluster().network();
        var alone = trial.anyNode();
        trial.say("  " + alone.name() + " is cut off");
        long injected = System.nanoTime();
        for (var other : trial.cluster().nodes()) {
            if (other != alone) {
                cut(network, alone, other);
            }
        }
        Waiting.pause(TAKEOVER.plusSeconds(5));
        trial.isServedSince(injected, CUT);
        trial.measured("the majority serves", trial.outageSince(injected).recovery(), TAKEOVER);
        Waiting.within(CUT.minus(Duration.ofNanos(System.nanoTime() - injected)), () -> {
            Waiting.pause(Duration.ofSeconds(1));
            trial.require(!trial.acknowledgesAlone(alone), alone.name() + " acknowledges an event in the minority");
            return false;
        });
        network.heal();
        long healed = System.nanoTime();
        rejoin(trial, alone);
        trial.measured("back in the cluster", Duration.ofNanos(System.nanoTime() - healed), REJOIN);
        trial.awaitServed();
    }

    private static void ring(Trial trial) {
        var network = trial.cluster().network();
        var nodes = trial.cluster().nodes();
        long injected = System.nanoTime();
        for (int i = 0; i < nodes.size(); i++) {
            network.drop(nodes.get(i).place(), nodes.get((i + 1) % nodes.size()).place());
        }
        var ended = new TreeSet<String>();
        supervise(nodes, ended, CUT);
        trial.isServedSince(injected, CUT);
        trial.measured("full service", trial.outageSince(injected).recovery(), CUT);
        trial.note("ended by their own decision: " + ended);
        var views = nodes.stream()
                .filter(NodeProcess::isRunning)
                .filter(trial::isReady)
                .flatMap(node -> trial.roster().members(node).stream())
                .collect(Collectors.toSet());
        trial.require(views.size() <= 1, "nodes that serve do not agree on who is a member: " + views);
        network.heal();
        nodes.forEach(node -> rejoin(trial, node));
        trial.awaitServed();
    }

    /** Starts nodes again that end, for so long, as whoever watches over processes does. */
    private static void supervise(List<NodeProcess> nodes, Set<String> ended, Duration span) {
        Waiting.within(span, () -> {
            for (var node : nodes) {
                if (!node.isRunning()) {
                    ended.add(node.name());
                    node.restart();
                }
            }
            Waiting.pause(Duration.ofMillis(500));
            return false;
        });
    }

    private static void cut(Network network, NodeProcess one, NodeProcess other) {
        network.drop(one.place(), other.place());
        network.drop(other.place(), one.place());
    }

    /** A node that was left behind ends by itself, and whoever watches over processes starts it again. */
    private static void rejoin(Trial trial, NodeProcess node) {
        Waiting.until(node.name() + " is back", LONGEST, () -> {
            if (!node.isRunning()) {
                node.restart();
            }
            return trial.isReady(node);
        });
    }
}
