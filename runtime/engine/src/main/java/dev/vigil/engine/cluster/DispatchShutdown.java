package dev.vigil.engine.cluster;

import dev.vigil.api.Trigger;
import dev.vigil.engine.dispatch.Dispatch;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a node's dispatches: drained while the slots can still write what became of the attempts, their triggers
 * closed when nothing runs any more.
 *
 * <p>A dispatch that ends by itself has lost what its slots wait for: the node stops in order, and the slots' next owners
 * run their firings again, under the same ids.
 */
final class DispatchShutdown {
    private static final Logger LOG = LoggerFactory.getLogger(DispatchShutdown.class);
    /** How long attempts under way may take; the phase's time in engine.conf is longer. */
    private static final Duration FOR_ATTEMPTS = Duration.ofSeconds(5);

    private final ActorSystem<?> system;
    private final CoordinatedShutdown shutdown;

    private DispatchShutdown(ActorSystem<?> system) {
        this.system = system;
        this.shutdown = CoordinatedShutdown.get(system);
    }

    /** Why a node stops when a dispatch has ended. */
    private static final class DispatchLost implements CoordinatedShutdown.Reason {
        private static final DispatchLost REASON = new DispatchLost();
    }

    /** Takes part in the shutdown of that system. */
    static void arrange(
            ActorSystem<?> system, Map<String, ActorRef<Dispatch.Command>> dispatches, Map<String, Trigger> triggers) {
        var end = new DispatchShutdown(system);
        system.systemActorOf(end.watch(dispatches), "triggers", Props.empty());
        end.shutdown.addTask(
                CoordinatedShutdown.PhaseServiceRequestsDone(), "drain-triggers", () -> end.drain(dispatches));
        end.shutdown.addTask(
                CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                "close-triggers",
                () -> CompletableFuture.supplyAsync(() -> close(triggers)));
    }

    private Behavior<String> watch(Map<String, ActorRef<Dispatch.Command>> dispatches) {
        return Behaviors.setup(context -> {
            dispatches.forEach((name, dispatch) -> context.watchWith(dispatch, name));
            return Behaviors.receiveMessage(name -> {
                if (shutdown.getShutdownReason().isEmpty()) {
                    LOG.error("dispatch ended by itself, the node stops trigger={}", name);
                    shutdown.runAll(DispatchLost.REASON);
                }
                return Behaviors.same();
            });
        });
    }

    private CompletionStage<Done> drain(Map<String, ActorRef<Dispatch.Command>> dispatches) {
        var drained = dispatches.entrySet().stream()
                .map(dispatch -> drain(dispatch.getKey(), dispatch.getValue()))
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(drained).thenApply(_ -> Done.getInstance());
    }

    private CompletableFuture<Done> drain(String name, ActorRef<Dispatch.Command> dispatch) {
        return AskPattern.<Dispatch.Command, Dispatch.Drained>ask(
                        dispatch,
                        replyTo -> new Dispatch.Drain(FOR_ATTEMPTS, replyTo),
                        FOR_ATTEMPTS.plusSeconds(1),
                        system.scheduler())
                .handle((drained, failure) -> {
                    if (failure != null) {
                        LOG.warn("dispatch did not drain trigger={} cause={}", name, failure.toString());
                    } else if (drained.abandoned() > 0) {
                        LOG.warn(
                                "attempts left to themselves, made again after the stop trigger={} attempts={}",
                                name,
                                drained.abandoned());
                    }
                    return Done.getInstance();
                })
                .toCompletableFuture();
    }

    private static Done close(Map<String, Trigger> triggers) {
        triggers.forEach((name, trigger) -> {
            try {
                trigger.close();
            } catch (RuntimeException e) {
                LOG.warn("trigger did not close trigger={}", name, e);
            }
        });
        return Done.getInstance();
    }
}
