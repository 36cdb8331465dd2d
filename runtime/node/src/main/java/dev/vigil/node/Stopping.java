package dev.vigil.node;

import dev.vigil.node.http.Drain;
import dev.vigil.node.http.ListeningPort;
import dev.vigil.node.management.Probes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.CoordinatedShutdown.Reason;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order in which a node stops, whoever asks for it: a signal, the program, or the cluster that has left it behind.
 *
 * <p>Unready, then no more input, then what is under way, then (by Pekko) slots and membership, then the system and the
 * journal.
 */
final class Stopping {
    private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);
    private static final Duration FOR_REQUESTS = Duration.ofSeconds(5);
    private static final Duration FOR_CONNECTIONS = Duration.ofSeconds(1);

    /** For what may block, which Pekko's threads must not. */
    static final Executor OWN_THREAD =
            task -> Thread.ofVirtual().name("stopping").start(task);

    private final CoordinatedShutdown shutdown;

    private Stopping(ActorSystem<?> system) {
        this.shutdown = CoordinatedShutdown.get(system);
    }

    /** The stopping of a node. */
    static Stopping of(ActorSystem<?> system) {
        var stopping = new Stopping(system);
        var probes = Probes.of(system);
        stopping.add(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "unready", probes::stopping);
        stopping.add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "meters", probes::close);
        return stopping;
    }

    /** Closes the sources before anything else stops. */
    void closeFirst(RunningSources sources) {
        add(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "sources", sources::close);
    }

    /** Stops listening, lets the requests that are being answered finish, and closes what connections are left. */
    void unbind(ListeningPort port, Drain drain) {
        shutdown.addTask(CoordinatedShutdown.PhaseServiceUnbind(), "vigil-unbind", port::stop);
        shutdown.addTask(
                CoordinatedShutdown.PhaseServiceRequestsDone(),
                "vigil-drain",
                () -> drain.begin()
                        .toCompletableFuture()
                        .completeOnTimeout(Done.getInstance(), FOR_REQUESTS.toMillis(), TimeUnit.MILLISECONDS)
                        .thenCompose(_ -> port.terminate(FOR_CONNECTIONS)));
    }

    private void add(String phase, String name, Runnable task) {
        shutdown.addTask(
                phase,
                "vigil-" + name,
                () -> CompletableFuture.runAsync(task, OWN_THREAD).handle((_, failure) -> {
                    if (failure != null) {
                        LOG.warn("did not stop cleanly part={}", name, failure);
                    }
                    return Done.getInstance();
                }));
    }

    /** Stops the system in that order and waits until all is stopped, what follows the system included. */
    static void now(ActorSystem<?> system, CompletionStage<Done> stopped, Reason reason) {
        var shutdown = CoordinatedShutdown.get(system);
        try {
            shutdown.runAll(reason)
                    .thenCompose(_ -> stopped)
                    .toCompletableFuture()
                    .get(shutdown.totalTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("did not stop cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
