package dev.vigil.engine.cluster;

import dev.vigil.engine.ClusterSettings;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** Places the slots on the nodes: a shard is a slot, and has one entity. */
final class SlotSharding {
    static final EntityTypeKey<SlotCommand> SLOT = EntityTypeKey.create(SlotCommand.class, "slot");

    private SlotSharding() {}

    /** Lets this node host slots, and gives the way to each of them, wherever it lives. */
    static List<EntityRef<SlotCommand>> start(ActorSystem<?> system, SlotServices services) {
        var sharding = ClusterSharding.get(system);
        IntFunction<EntityRef<SlotCommand>> toSlot = slot -> sharding.entityRefFor(SLOT, Integer.toString(slot));
        sharding.init(entity(slot -> SlotEntity.create(slot, services, toSlot))
                .withAllocationStrategy(SettledFirst.of(system.classicSystem())));
        return IntStream.range(0, services.settings().slots()).mapToObj(toSlot).toList();
    }

    /** Slots as sharding has to know them, whatever they do. */
    static Entity<SlotCommand, ShardingEnvelope<SlotCommand>> entity(IntFunction<Behavior<SlotCommand>> slots) {
        return Entity.of(SLOT, context -> slots.apply(Integer.parseInt(context.getEntityId())))
                .withRole(ClusterSettings.SLOT)
                .withStopMessage(new SlotRequest.Stop())
                .withMessageExtractor(new SlotIsShard());
    }

    private static final class SlotIsShard
            extends ShardingMessageExtractor<ShardingEnvelope<SlotCommand>, SlotCommand> {
        @Override
        public String entityId(ShardingEnvelope<SlotCommand> envelope) {
            return envelope.entityId();
        }

        @Override
        public String shardId(String entityId) {
            return entityId;
        }

        @Override
        public SlotCommand unwrapMessage(ShardingEnvelope<SlotCommand> envelope) {
            return envelope.message();
        }
    }
}
