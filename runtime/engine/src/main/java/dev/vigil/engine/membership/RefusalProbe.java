package dev.vigil.engine.membership;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to the remoting port of every other member a few times a second. A host that answers with a refusal says that
 * no process listens there any more: two in a row, and the member is downed at once. A connection that times out, or
 * fails in any other way, proves nothing and is left to the failure detector and the Split Brain Resolver.
 */
final class RefusalProbe extends AbstractBehavior<RefusalProbe.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalProbe.class);
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final int CONNECT_MILLIS = 1_000;
    private static final int ENOUGH = 2;
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("refusal-probe").start(task);

    private final Cluster cluster;
    private final RefusedPeers refused;
    private final Map<UniqueAddress, Integer> refusals = new HashMap<>();
    private final Set<UniqueAddress> asked = new HashSet<>();

    sealed interface Command {}

    private enum Tick implements Command {
        TICK
    }

    private record Probed(UniqueAddress peer, boolean isRefused) implements Command {}

    private RefusalProbe(ActorContext<Command> context) {
        super(context);
        this.cluster = Cluster.get(context.getSystem());
        this.refused = RefusedPeers.of(context.getSystem().classicSystem().eventStream());
    }

    static Behavior<Command> create() {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.TICK, EVERY);
            return new RefusalProbe(context);
        }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Tick.TICK -> onTick();
            case Probed(var peer, var isRefused) -> onProbed(peer, isRefused);
        }
        return this;
    }

    private void onTick() {
        var self = cluster.selfMember().uniqueAddress();
        var members = new HashSet<UniqueAddress>();
        for (Member member : cluster.state().getMembers()) {
            members.add(member.uniqueAddress());
        }
        forgetOthers(members);
        members.remove(self);
        members.forEach(this::probe);
    }

    /** A member that is removed, or whose address another process has taken over, is not refused any more. */
    private void forgetOthers(Set<UniqueAddress> members) {
        refusals.entrySet().removeIf(entry -> {
            boolean isGone = !members.contains(entry.getKey());
            if (isGone) {
                refused.remove(entry.getKey().address().toString());
            }
            return isGone;
        });
    }

    private void probe(UniqueAddress peer) {
        if (asked.add(peer)) {
            var target = new InetSocketAddress(
                    peer.address().getHost().orElseThrow(),
                    peer.address().getPort().orElseThrow());
            getContext()
                    .pipeToSelf(
                            CompletableFuture.supplyAsync(() -> refuses(target), THREADS),
                            (isRefused, _) -> new Probed(peer, Boolean.TRUE.equals(isRefused)));
        }
    }

    private static boolean refuses(InetSocketAddress target) {
        try (var socket = new Socket()) {
            socket.connect(target, CONNECT_MILLIS);
            return false;
        } catch (ConnectException e) {
            return String.valueOf(e.getMessage()).startsWith("Connection refused");
        } catch (IOException e) {
            return false;
        }
    }

    private void onProbed(UniqueAddress peer, boolean isRefused) {
        asked.remove(peer);
        if (!isRefused) {
            if (refusals.remove(peer) != null) {
                refused.remove(peer.address().toString());
            }
            return;
        }
        if (refusals.merge(peer, 1, Integer::sum) == ENOUGH) {
            LOG.warn("member refuses connections, its process is gone: downed peer={}", peer.address());
            refused.add(peer.address().toString());
            cluster.manager().tell(new Down(peer.address()));
        }
    }
}
