package dev.vigil.engine.cluster;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.tracing.Publishing;
import dev.vigil.engine.tracing.Tracing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/** Publishes over one lane a slot. Thread-safe. */
final class LanePublisher implements Publisher {
    private static final Duration TICK = Duration.ofMillis(100);

    private final List<Lane> lanes;
    private final int laneBytes;
    private final EngineMeters meters;
    private final Tracing tracing;

    private LanePublisher(List<Lane> lanes, int laneBytes, EngineMeters meters, Tracing tracing) {
        this.lanes = lanes;
        this.laneBytes = laneBytes;
        this.meters = meters;
        this.tracing = tracing;
    }

    /** A publisher to those slots, with an actor that takes their answers. */
    static LanePublisher start(
            ActorSystem<?> system,
            List<EntityRef<SlotCommand>> slots,
            int laneBytes,
            EngineMeters meters,
            Tracing tracing) {
        var lanes = new CopyOnWriteArrayList<Lane>();
        ActorRef<SlotRequest.PublishReply> replies = system.systemActorOf(
                Behaviors.receiveMessage(reply -> {
                    lanes.get(reply.slot()).onReply(reply, System.nanoTime());
                    return Behaviors.same();
                }),
                "publisher",
                Props.empty());
        slots.forEach(slot -> lanes.add(new Lane(slot, replies)));
        system.systemActorOf(resender(lanes), "publisher-resends", Props.empty());
        system.scheduler()
                .scheduleWithFixedDelay(
                        TICK,
                        TICK,
                        () -> lanes.forEach(lane -> lane.onTick(System.nanoTime())),
                        system.executionContext());
        return new LanePublisher(lanes, laneBytes, meters, tracing);
    }

    /**
     * What is sent to a dead node is lost without a word until sharding knows of its end. Where this node itself is the one
     * that was removed, its shutdown waits for what its publishers wait for.
     */
    private static Behavior<ClusterEvent.MemberRemoved> resender(List<Lane> lanes) {
        return Behaviors.setup(context -> {
            var cluster = Cluster.get(context.getSystem());
            var self = cluster.selfMember().uniqueAddress();
            cluster.subscriptions().tell(Subscribe.create(context.getSelf(), ClusterEvent.MemberRemoved.class));
            return Behaviors.receiveMessage(removed -> {
                if (removed.member().uniqueAddress().equals(self)) {
                    lanes.forEach(Lane::onLeftBehind);
                } else {
                    lanes.forEach(lane -> lane.onMemberGone(System.nanoTime()));
                }
                return Behaviors.same();
            });
        });
    }

    @Override
    public CompletionStage<Outcome> publish(List<Event> events) {
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(new Outcome.Accepted(0, 0));
        }
        events.forEach(EventBlockWriter::check);
        var publishing = tracing.publish(events);
        var bySlot = bySlot(publishing.events());
        for (int slot : bySlot.keySet()) {
            if (lanes.get(slot).waitingBytes() > laneBytes) {
                meters.refused("overload", events.size());
                var rejected = new Outcome.Rejected(
                        "partition " + slot + " has more than it can write", PendingPublish.RETRY_AFTER);
                publishing.end(rejected);
                return CompletableFuture.completedFuture(rejected);
            }
        }
        var call = new PendingPublish(events.size());
        long now = System.nanoTime();
        bySlot.forEach((slot, some) -> lanes.get(slot).add(some, call, now));
        return call.outcome().whenComplete((outcome, _) -> ended(publishing, outcome));
    }

    /** How many events no slot has taken for a second, and how many wait behind them. */
    int atRisk(long nowNanos) {
        return lanes.stream().mapToInt(lane -> lane.atRisk(nowNanos)).sum();
    }

    private Map<Integer, List<Event>> bySlot(List<Event> events) {
        var bySlot = new TreeMap<Integer, List<Event>>();
        for (var event : events) {
            int slot = Placement.slotOf(Placement.partitionKey(event), lanes.size());
            bySlot.computeIfAbsent(slot, _ -> new ArrayList<>()).add(event);
        }
        return bySlot;
    }

    private void ended(Publishing publishing, Outcome outcome) {
        publishing.end(outcome);
        int events = publishing.events().size();
        switch (outcome) {
            case Outcome.Accepted _, Outcome.Rejected _ -> {} // a call that was taken up is not rejected any more
            case Outcome.Unavailable _ -> meters.refused("unavailable", events);
            case Outcome.Indeterminate _ -> meters.refused("indeterminate", events);
        }
    }
}
