package dev.vigil.engine.cluster;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import scala.reflect.ClassTag;

/**
 * Lets a coordinator of the shards begin as soon as it knows where they are. Pekko's has it wait half a second more, for what it
 * may hear of regions that ended meanwhile, with messages that would be lost in mind; here they are sent again, and for that half
 * second nobody serves a dead node's slots. A coordinator that runs, or is not here, does not understand the message and drops it.
 */
final class CoordinatorStart extends AbstractBehavior<CoordinatorStart.Command> {
    /** What the coordinator sends itself after the half second; an object that Java has no name for. */
    private static final String SIGNAL =
            "org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$StateInitialized$";

    private static final Duration EVERY = Duration.ofMillis(50);
    /** A coordinator moves when a member leaves or is removed, and reads its state within this. */
    private static final int TIMES = 100;

    private final Object signal;
    private final List<ActorSelection> coordinators;
    private final TimerScheduler<Command> timers;
    private int left;

    sealed interface Command {}

    private enum Tick implements Command {
        TICK
    }

    private record Happened(ClusterEvent.MemberEvent event) implements Command {}

    private CoordinatorStart(
            ActorContext<Command> context, TimerScheduler<Command> timers, Object signal, List<String> types) {
        super(context);
        this.signal = signal;
        this.timers = timers;
        var system = Adapter.toClassic(context.getSystem());
        this.coordinators = types.stream()
                .map(type -> system.actorSelection("/system/sharding/" + type + "Coordinator/singleton/coordinator"))
                .toList();
        Cluster.get(context.getSystem())
                .subscriptions()
                .tell(Subscribe.create(
                        context.messageAdapter(ClusterEvent.MemberEvent.class, Happened::new),
                        ClusterEvent.MemberEvent.class));
    }

    /** Watches over the coordinators of these types until the system ends. */
    static void start(ActorSystem<?> system, List<String> types) {
        var classic = (ExtendedActorSystem) Adapter.toClassic(system);
        var signal =
                classic.dynamicAccess().getObjectFor(SIGNAL, ClassTag.Any()).get();
        Behavior<Command> behavior = Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new CoordinatorStart(context, timers, signal, types)));
        system.systemActorOf(behavior, "coordinator-start", Props.empty());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Happened(var event) when !isGoing(event) -> {} // moves no coordinator
            case Happened _ -> {
                left = TIMES;
                timers.startTimerWithFixedDelay(Tick.TICK, EVERY);
            }
            case Tick.TICK -> {
                coordinators.forEach(coordinator -> coordinator.tell(signal, ActorRef.noSender()));
                left--;
                if (left == 0) {
                    timers.cancel(Tick.TICK);
                }
            }
        }
        return this;
    }

    private static boolean isGoing(ClusterEvent.MemberEvent event) {
        return switch (event) {
            case ClusterEvent.MemberLeft _, ClusterEvent.MemberExited _ -> true;
            case ClusterEvent.MemberDowned _, ClusterEvent.MemberRemoved _ -> true;
            default -> false;
        };
    }
}
