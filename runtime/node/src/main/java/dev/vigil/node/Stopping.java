package dev.vigil.node;

import dev.vigil.engine.Engine;
import dev.vigil.node.management.Probes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.CoordinatedShutdown.Reason;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The order in which a node stops, whoever asks for it: a signal, the program, or the cluster that has left it behind.
 *
 * <p>Unready, then no more input, then what is under way, then (by Pekko) slots and membership, then the engine.
 */
final class Stopping {
    private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);
    private static final Duration FOR_REQUESTS = Duration.ofSeconds(5);

    private final ActorSystem<?> system;
    private final CoordinatedShutdown shutdown;

    private Stopping(ActorSystem<?> system) {
        this.system = system;
        this.shutdown = CoordinatedShutdown.get(system);
    }

    /** The stopping of a node with that engine, which is closed last. */
    static Stopping of(ActorSystem<?> system, Engine engine) {
        var stopping = new Stopping(system);
        var probes = Probes.of(system);
        stopping.add(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "unready", probes::stopping);
        stopping.add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "engine", engine::close);
        stopping.add(CoordinatedShutdown.PhaseBeforeActorSystemTerminate(), "meters", probes::close);
        return stopping;
    }

    /** Closes the sources before anything else stops. */
    void closeFirst(RunningSources sources) {
        add(CoordinatedShutdown.PhaseBeforeServiceUnbind(), "sources", sources::close);
    }

    /** Stops listening, and lets the requests that are being answered finish. */
    void unbind(ServerBinding binding) {
        binding.addToCoordinatedShutdown(FOR_REQUESTS, system);
    }

    private void add(String phase, String name, Runnable task) {
        shutdown.addTask(phase, "vigil-" + name, () -> onOwnThread(name, task));
    }

    /** What is closed may block, which Pekko's threads must not. */
    private static CompletionStage<Done> onOwnThread(String name, Runnable task) {
        var done = new CompletableFuture<Done>();
        Thread.ofVirtual().name("stopping-" + name).start(() -> {
            try {
                task.run();
                done.complete(Done.getInstance());
            } catch (RuntimeException e) {
                LOG.warn("did not stop cleanly part={}", name, e);
                done.complete(Done.getInstance());
            }
        });
        return done;
    }

    /** Stops the system in that order and waits until it has stopped. */
    static void now(ActorSystem<?> system, Reason reason) {
        var shutdown = CoordinatedShutdown.get(system);
        try {
            shutdown.runAll(reason)
                    .toCompletableFuture()
                    .get(shutdown.totalTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("did not stop cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
