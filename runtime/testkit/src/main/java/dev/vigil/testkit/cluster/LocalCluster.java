package dev.vigil.testkit.cluster;

import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Join;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Real nodes in one process, on one database, whose messages pass a {@link Firewall}.
 *
 * <p>Threading: for one thread; every wait is bounded, and what takes too long is an {@link AssertionError}.
 */
public final class LocalCluster implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 20_000_000;

    private final NodePlan plan;
    private final Firewall firewall = new Firewall();
    private final List<LocalNode> nodes = new CopyOnWriteArrayList<>();

    private LocalCluster(NodePlan plan) {
        this.plan = plan;
    }

    /** A cluster without nodes, each of which will run that. */
    public static LocalCluster of(NodePlan plan) {
        return new LocalCluster(plan);
    }

    /** That many nodes, and waits until each is a member and every slot runs. */
    public static LocalCluster started(NodePlan plan, int nodes, Duration most) {
        var cluster = new LocalCluster(plan);
        boolean started = false;
        try {
            for (int i = 0; i < nodes; i++) {
                cluster.start();
            }
            cluster.awaitRunning(most);
            started = true;
            return cluster;
        } finally {
            if (!started) {
                cluster.close();
            }
        }
    }

    /** What all messages between the nodes pass. */
    public Firewall firewall() {
        return firewall;
    }

    /** The nodes that have not been stopped or killed, in the order in which they were started. */
    public List<LocalNode> nodes() {
        return List.copyOf(nodes);
    }

    /** Starts one more node, which joins those that run, or forms the cluster where none does. */
    public LocalNode start() {
        return start(UnaryOperator.identity());
    }

    /** Starts one more node, which differs from the others. */
    public LocalNode start(UnaryOperator<NodePlan> change) {
        var node = startOutside(change);
        nodes.add(node);
        return node;
    }

    /** Starts a node that is not counted among the cluster's: one that is expected to be refused. The caller stops it. */
    public LocalNode startOutside(UnaryOperator<NodePlan> change) {
        int port = freePort();
        var seeds = nodes.isEmpty()
                ? List.of("127.0.0.1:" + port)
                : nodes.stream().map(LocalNode::address).toList();
        var joining = plan.withCluster(old -> new ClusterSettings(
                old.name(),
                new ClusterSettings.Address("127.0.0.1", port, ""),
                old.roles(),
                new Join.Seeds(seeds),
                old.downing(),
                old.tls()));
        return LocalNode.start(change.apply(joining), firewall);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops a node in order, and waits for it. */
    public void stop(LocalNode node) {
        node.stop();
        nodes.remove(node);
    }

    /** Ends a node as if its process were killed. When this returns, its port refuses connections. */
    public void kill(LocalNode node) {
        nodes.remove(node);
        firewall.cut(List.of(node), nodes);
        node.beginToDie();
        node.awaitEnd();
    }

    /** Waits until each node sees as many members up as there are nodes, and none that is unreachable. */
    public void awaitMembers(Duration most) {
        await(most, "all nodes are members", () -> nodes.stream().allMatch(this::seesAll));
    }

    private boolean seesAll(LocalNode node) {
        var state = Cluster.get(node.system()).state();
        int up = 0;
        for (Member member : state.getMembers()) {
            up += member.status().equals(MemberStatus.up()) ? 1 : 0;
        }
        return up == nodes.size() && state.getUnreachable().isEmpty();
    }

    /** Waits until all nodes are members and every slot takes events, as each of them sees it. */
    public void awaitRunning(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        awaitMembers(most);
        for (var node : nodes) {
            var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            await(left, "every slot runs", () -> {
                var view = node.engine().cluster().toCompletableFuture().get(10, TimeUnit.SECONDS);
                if (view.slots().size() != plan.settings().slots()
                        || !view.notRunning().isEmpty()) {
                    throw new IllegalStateException(node.address() + " sees " + view);
                }
                return true;
            });
        }
    }

    /** Waits until each node hosts its share of the slots, or one less, so that no more of them move, and every slot runs. */
    public void awaitSpread(Duration most) {
        awaitRunning(most);
        int least = Math.max(1, Math.ceilDiv(plan.settings().slots(), nodes.size()) - 1);
        await(
                most,
                "every node hosts its share of the slots",
                () -> nodes.stream().allMatch(node -> slotsOf(node).size() >= least));
    }

    /** The slots that run on a node, as it says itself. */
    public List<Integer> slotsOf(LocalNode node) {
        try {
            return node.engine().health().toCompletableFuture().get(10, TimeUnit.SECONDS).slots().stream()
                    .filter(slot -> slot.running())
                    .map(slot -> slot.slot())
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("a node always says how it is", e);
        }
    }

    /** The node on which the coordinator of the slots runs: the oldest. */
    public LocalNode coordinator() {
        var members = Cluster.get(nodes.getFirst().system()).state().getMembers();
        Member oldest = members.iterator().next();
        for (Member member : members) {
            oldest = member.isOlderThan(oldest) ? member : oldest;
        }
        var address = FirewalledRef.text(oldest.address());
        return nodes.stream()
                .filter(node -> node.address().equals(address))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until something holds; an exception means that it does not yet. */
    @SuppressWarnings("CatchingUnchecked") // what fails now may hold when it is asked again
    public static void await(Duration most, String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + most.toNanos();
        var last = "";
        while (System.nanoTime() - end < 0) {
            try {
                if (condition.call()) {
                    return;
                }
                last = "";
            } catch (Exception e) {
                last = ": " + e;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        throw new AssertionError("not within " + most + ": " + what + last);
    }

    /** Kills what still runs: a test that ends needs no handing over. */
    @Override
    public void close() {
        firewall.liftAll();
        var left = nodes();
        nodes.clear();
        left.forEach(node -> firewall.cut(
                List.of(node), left.stream().filter(other -> other != node).toList()));
        left.forEach(LocalNode::beginToDie);
        left.forEach(LocalNode::awaitEnd);
        firewall.close();
    }
}
