package dev.vigil.engine.cluster;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** Places the slots on the nodes: a shard is a slot, and has one entity. */
final class SlotSharding {
    private static final EntityTypeKey<SlotCommand> SLOT = EntityTypeKey.create(SlotCommand.class, "slot");

    private SlotSharding() {}

    /** Lets this node host slots, and gives the way to each of them, wherever it lives. */
    static List<EntityRef<SlotCommand>> start(ActorSystem<?> system, SlotServices services) {
        var sharding = ClusterSharding.get(system);
        IntFunction<EntityRef<SlotCommand>> toSlot = slot -> sharding.entityRefFor(SLOT, Integer.toString(slot));
        sharding.init(Entity.of(
                        SLOT, context -> SlotEntity.create(Integer.parseInt(context.getEntityId()), services, toSlot))
                .withStopMessage(new SlotRequest.Stop())
                .withMessageExtractor(new SlotIsShard()));
        return IntStream.range(0, services.settings().slots()).mapToObj(toSlot).toList();
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
