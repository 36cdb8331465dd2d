package dev.vigil.engine.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardCoordinator.AbstractShardAllocationStrategy;
import org.apache.pekko.cluster.sharding.ShardCoordinator.ActorSystemDependentAllocationStrategy;
import org.apache.pekko.cluster.sharding.ShardCoordinator.ShardAllocationStrategy;
import org.apache.pekko.cluster.sharding.ShardCoordinator.ShardAllocationStrategy$;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/**
 * Places slots as Pekko's own strategy does, but not on a node that has only just joined, whose code is not compiled yet: a
 * slot without an owner goes there only where no other node is, and one that has an owner stays with it until the newest
 * node is settled. Threading: called by the coordinator, one call at a time.
 */
final class SettledFirst extends AbstractShardAllocationStrategy implements ActorSystemDependentAllocationStrategy {
    private static final String LIMITS = "pekko.cluster.sharding.least-shard-allocation-strategy.";

    private final ShardAllocationStrategy least;
    private final Settling<ActorRef> settling;
    private final Cluster cluster;

    private SettledFirst(ShardAllocationStrategy least, Duration settledAfter, Cluster cluster) {
        this.least = least;
        this.settling = new Settling<>(settledAfter);
        this.cluster = cluster;
    }

    /** A strategy with the limits and the time that are configured. */
    static SettledFirst of(ActorSystem system) {
        var config = system.settings().config();
        var least = ShardAllocationStrategy$.MODULE$.leastShardAllocationStrategy(
                config.getInt(LIMITS + "rebalance-absolute-limit"),
                config.getDouble(LIMITS + "rebalance-relative-limit"));
        return new SettledFirst(least, config.getDuration("vigil.settled-after"), Cluster.get(system));
    }

    @Override
    public void start(ActorSystem system) {
        if (least instanceof ActorSystemDependentAllocationStrategy dependent) {
            dependent.start(system);
        }
    }

    @Override
    public Future<ActorRef> allocateShard(
            ActorRef requester, String shard, Map<ActorRef, IndexedSeq<String>> allocations) {
        var settled = settling.among(allocations.keySet(), System.nanoTime());
        var candidates = new HashMap<>(allocations);
        candidates.keySet().removeIf(region -> !settled.contains(region) || !isUp(region));
        return least.allocateShard(requester, shard, scala(candidates.isEmpty() ? allocations : candidates));
    }

    @Override
    public Future<Set<String>> rebalance(Map<ActorRef, IndexedSeq<String>> allocations, Set<String> inProgress) {
        var settled = settling.among(allocations.keySet(), System.nanoTime());
        if (settled.size() < allocations.size()) {
            return FutureConverters.asScala(CompletableFuture.completedFuture(Set.of()));
        }
        var moving = CollectionConverters.asScala(inProgress).<String>toSet();
        return FutureConverters.asScala(FutureConverters.asJava(least.rebalance(scala(allocations), moving))
                .thenApply(shards -> CollectionConverters.asJava(shards)));
    }

    /** A dead node's region may still be known while its slots are placed anew. */
    private boolean isUp(ActorRef region) {
        var address = region.path().address().hasLocalScope()
                ? cluster.selfAddress()
                : region.path().address();
        for (var member : cluster.state().getMembers()) {
            if (member.address().equals(address)) {
                return member.status().equals(MemberStatus.up());
            }
        }
        return false;
    }

    private static scala.collection.immutable.Map<ActorRef, IndexedSeq<String>> scala(
            Map<ActorRef, IndexedSeq<String>> allocations) {
        return scala.collection.immutable.Map.from(CollectionConverters.asScala(allocations));
    }
}
