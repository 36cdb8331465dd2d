package dev.vigil.node;

import dev.vigil.api.HttpCall;
import dev.vigil.api.HttpReply;
import dev.vigil.api.HttpRoute;
import dev.vigil.api.Outcome;
import dev.vigil.api.Source;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.SourceReport;
import dev.vigil.engine.ownership.OwnerLife;
import dev.vigil.engine.ownership.Restarts;
import dev.vigil.engine.ownership.SourceFailures;
import dev.vigil.engine.ownership.SourceRun;
import dev.vigil.engine.ownership.SourceTroubles;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One source that runs on every node, on this one: started with the node, started anew when it has failed, until the node stops.
 * What follows what is said by {@link OwnerLife}, as for a source that runs on one node; only that nobody else can own it.
 *
 * <p>Threading: safe to share; what the source itself does runs on threads of its own, never under the lock.
 */
final class RunningSource {
    private static final Logger LOG = LoggerFactory.getLogger(RunningSource.class);
    private static final Duration FOR_CLOSING = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String name;
    private final Supplier<Source> maker;
    private final Surroundings surroundings;
    private final Counter failures;
    private final Restarts restarts = new Restarts();
    private final CompletableFuture<List<HttpRoute>> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    private OwnerLife life = OwnerLife.PAUSING;
    private Duration pause = Duration.ZERO;
    private Optional<SourceRun> run = Optional.empty();
    /** Why it does not run. */
    private String why = "";
    /** Tells what belongs to this run from what is left of earlier ones. */
    private long generation;
    /** What the source answers while it works; it goes on when the node stops, for requests that come before the port closes. */
    private volatile Map<String, HttpRoute> answering = Map.of();

    RunningSource(String name, Supplier<Source> maker, Surroundings surroundings) {
        this.name = name;
        this.maker = maker;
        this.surroundings = surroundings;
        this.failures = SourceFailures.of(surroundings.meters(), name);
        SourceTroubles.show(surroundings.meters(), name, () -> !trouble().isEmpty());
    }

    /** Starts it, waits until it has been, and gives its routes, which stay whatever becomes of this run. */
    List<HttpRoute> begin() throws StartException {
        step(OwnerLife.Signal.RETRY);
        try {
            return begun.get().stream().map(this::standing).toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while starting", e);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            var why = cause instanceof RuntimeException && cause.getMessage() != null
                    ? cause.getMessage()
                    : cause.toString();
            throw new StartException("source " + name + ": " + why, cause);
        }
    }

    /** Closes it for good; completes when it is closed, or has had its time. */
    synchronized CompletableFuture<Void> close() {
        if (life != OwnerLife.STOPPED) {
            step(OwnerLife.Signal.STOP);
        }
        return closed;
    }

    /** How it is on this node, which has that address. */
    synchronized ClusterView.Source view(String node) {
        boolean isRunning = life == OwnerLife.RUNNING;
        var wrong = isRunning ? trouble() : why;
        var doing = life.name().toLowerCase(Locale.ROOT);
        var condition = wrong.isEmpty() ? doing : doing + ": " + wrong;
        return new ClusterView.Source(name, true, Optional.of(node), isRunning, condition, 0);
    }

    /** What it waits for though it runs. */
    private synchronized String trouble() {
        return run.flatMap(SourceRun::trouble).orElse("");
    }

    private synchronized void step(OwnerLife.Signal signal) {
        var from = life;
        var step = from.on(signal)
                .orElseThrow(() -> new IllegalStateException("source " + name + ": " + signal + " while " + from));
        life = step.next();
        Runnable action = switch (step.action()) {
            case NONE -> () -> {};
            case TAKE -> this::take;
            case START -> () -> run.ifPresent(SourceRun::begin);
            case CLOSE -> this::closeRun;
            case PAUSE -> this::pause;
            case END -> () -> closed.complete(null);
        };
        action.run();
    }

    /** A source of every node is always this node's own. */
    private void take() {
        generation++;
        run = Optional.of(newRun(generation));
        step(OwnerLife.Signal.TAKEN);
    }

    private void closeRun() {
        after(FOR_CLOSING, this::giveUp); // first: it may be closed, and this run over, before the next line returns
        run.ifPresent(SourceRun::close);
    }

    private void pause() {
        run = Optional.empty();
        generation++;
        after(pause, () -> step(OwnerLife.Signal.RETRY));
    }

    /** Nothing of it is cut off: its identities are the same on all nodes, and the bus knows what it has. */
    private SourceRun newRun(long mine) {
        return new SourceRun(
                name,
                (_, _, report) -> start(mine, report),
                Optional.empty(),
                (_, _) -> CompletableFuture.completedFuture(false),
                surroundings.publisher(),
                signal -> on(mine, signal));
    }

    private Source start(long mine, SourceReport report) {
        var source = OwnedSources.started(maker.get(), surroundings.context(name, report));
        boolean isUsable = false;
        try {
            serve(mine, source.routes());
            isUsable = true;
            return source;
        } finally {
            if (!isUsable) {
                source.close();
            }
        }
    }

    private synchronized void serve(long mine, List<HttpRoute> routes) {
        var byPath = new LinkedHashMap<String, HttpRoute>();
        for (var route : routes) {
            if (byPath.put(route.path(), route) != null) {
                throw new IllegalStateException("it has two routes with the path " + route.path());
            }
        }
        if (begun.isDone()) {
            var paths = begun.join().stream().map(HttpRoute::path).collect(Collectors.toSet());
            if (!byPath.keySet().equals(paths)) {
                throw new IllegalStateException(
                        "it answers " + byPath.keySet() + " now; expected " + paths + ", as when the node started");
            }
        }
        if (mine == generation) {
            answering = byPath;
        }
    }

    private synchronized void on(long of, SourceRun.Signal signal) {
        if (of != generation) {
            return;
        }
        switch (signal) {
            case SourceRun.Started _ -> {
                restarts.started(surroundings.nanoTime().getAsLong());
                why = "";
                if (!begun.complete(List.copyOf(answering.values())) && life == OwnerLife.STARTING) {
                    LOG.info("source started again source={}", name);
                }
                step(OwnerLife.Signal.STARTED);
            }
            case SourceRun.Failed(var cause) -> {
                if (begun.isDone()) {
                    failed("it could not be started: " + cause);
                    LOG.error("source not started, tried again source={} millis={}", name, pause.toMillis(), cause);
                    step(OwnerLife.Signal.FAILED);
                } else {
                    step(OwnerLife.Signal.FAILED);
                    var _ = close();
                    begun.completeExceptionally(cause);
                }
            }
            case SourceRun.Died(var cause) -> {
                if (life == OwnerLife.RUNNING) {
                    answering = Map.of();
                    failed("it failed after its start: " + cause);
                    LOG.error(
                            "source failed, closed and started again source={} millis={}",
                            name,
                            pause.toMillis(),
                            cause);
                }
                step(OwnerLife.Signal.DIED);
            }
            case SourceRun.Replaced _ -> {} // there is no other owner
            case SourceRun.Closed _ -> step(OwnerLife.Signal.CLOSED);
        }
    }

    private void failed(String how) {
        why = how;
        failures.increment();
        pause = restarts.failed(surroundings.nanoTime().getAsLong());
    }

    private void giveUp() {
        LOG.error("source does not close, left to itself source={} waited={}", name, FOR_CLOSING);
        run.ifPresent(SourceRun::abandon);
        step(OwnerLife.Signal.CLOSED);
    }

    /** Runs that after a while, unless the run that it was about is over by then. */
    private void after(Duration time, Runnable task) {
        long mine = generation;
        surroundings.later().accept(time, () -> {
            synchronized (this) {
                if (mine == generation && life != OwnerLife.STOPPED) {
                    task.run();
                }
            }
        });
    }

    private HttpRoute standing(HttpRoute first) {
        return new HttpRoute(first.path(), first.methods(), first.bodyLimitBytes(), call -> answer(first.path(), call));
    }

    private CompletionStage<HttpReply> answer(String path, HttpCall call) {
        var route = answering.get(path);
        return route == null
                ? CompletableFuture.completedFuture(HttpReply.of(
                        new Outcome.Unavailable("source " + name + " has failed and is started again", RETRY_AFTER)))
                : route.handler().apply(call);
    }
}
