package dev.vigil.engine.cluster;

import dev.vigil.engine.ownership.SourceRun;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardRegion;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.pattern.Patterns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the sources of a node over to others when it stops: while requests and attempts end, and so before the slots move, since
 * what a source publishes at its end, and at its next beginning, needs them.
 */
final class SourceHandover {
    private static final Logger LOG = LoggerFactory.getLogger(SourceHandover.class);
    /** Together less than the phase's time in engine.conf. */
    private static final Duration FOR_MOVING = Duration.ofSeconds(5);

    private static final Duration FOR_THE_REST = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final ActorRef<?> region;
    private final SourceBoard board;

    private SourceHandover(ActorSystem<?> system, ActorRef<?> region, SourceBoard board) {
        this.system = system;
        this.region = region;
        this.board = board;
    }

    /** Takes part in the shutdown of that system. */
    static void arrange(ActorSystem<?> system, ActorRef<?> region, SourceBoard board) {
        var handover = new SourceHandover(system, region, board);
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseServiceRequestsDone(), "hand-over-sources", handover::run);
    }

    private CompletionStage<Done> run() {
        return move().handle((_, failure) -> {
                    if (failure != null) {
                        LOG.warn("sources not handed over in order cause={}", failure.toString());
                    }
                    return Done.getInstance();
                })
                .thenCompose(_ -> closeRest());
    }

    /** A node that the others have removed has nobody to hand over to; its region would wait for them. */
    private CompletionStage<?> move() {
        var cluster = Cluster.get(system);
        var status = cluster.selfMember().status();
        if (cluster.isTerminated() || status.equals(MemberStatus.down()) || status.equals(MemberStatus.removed())) {
            return CompletableFuture.completedFuture(false);
        }
        return Patterns.gracefulStop(Adapter.toClassic(region), FOR_MOVING, ShardRegion.gracefulShutdownInstance());
    }

    private CompletionStage<Done> closeRest() {
        var rest = board.open();
        rest.forEach(SourceRun::close);
        return CompletableFuture.allOf(rest.stream().map(SourceRun::ended).toArray(CompletableFuture[]::new))
                .handle((_, _) -> Done.getInstance())
                .completeOnTimeout(Done.getInstance(), FOR_THE_REST.toMillis(), TimeUnit.MILLISECONDS);
    }
}
