package dev.vigil.engine.cluster;

import dev.vigil.engine.ClusterSettings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Places the sources that run on one node: a shard is a source, and has one entity, its owner. They are spread by sharding's
 * own strategy, which gives the next one to the node with the fewest.
 */
final class SourceSharding {
    static final EntityTypeKey<SourceCommand> SOURCE = EntityTypeKey.create(SourceCommand.class, "source");

    private SourceSharding() {}

    /** Lets this node own sources, and gives the way to each of those that it knows, wherever it lives. */
    static Map<String, EntityRef<SourceCommand>> start(ActorSystem<?> system, SourceServices services) {
        var sharding = ClusterSharding.get(system);
        ActorRef<ShardingEnvelope<SourceCommand>> region =
                sharding.init(Entity.of(SOURCE, context -> owner(context.getEntityId(), services))
                        .withRole(ClusterSettings.SOURCE)
                        .withStopMessage(new SourceSignal.Stop())
                        .withMessageExtractor(new SourceIsShard()));
        if (Cluster.get(system).selfMember().hasRole(ClusterSettings.SOURCE)) {
            SourceHandover.arrange(system, region, services.board());
        }
        var owners = new TreeMap<String, EntityRef<SourceCommand>>();
        services.sources().keySet().forEach(name -> owners.put(name, sharding.entityRefFor(SOURCE, name)));
        var wake = new SourceRequest.Wake();
        Waking.start(system, () -> owners.values().forEach(owner -> owner.tell(wake)));
        return owners;
    }

    private static Behavior<SourceCommand> owner(String name, SourceServices services) {
        return Optional.ofNullable(services.sources().get(name))
                .map(source -> SourceEntity.create(name, source, services))
                .orElseGet(() -> UnknownSource.create(name, services.node()));
    }

    private static final class SourceIsShard
            extends ShardingMessageExtractor<ShardingEnvelope<SourceCommand>, SourceCommand> {
        @Override
        public String entityId(ShardingEnvelope<SourceCommand> envelope) {
            return envelope.entityId();
        }

        @Override
        public String shardId(String entityId) {
            return entityId;
        }

        @Override
        public SourceCommand unwrapMessage(ShardingEnvelope<SourceCommand> envelope) {
            return envelope.message();
        }
    }
}
