package dev.vigil.engine.cluster;

import dev.vigil.engine.OwnedSource;
import dev.vigil.engine.journal.SourceTable;
import dev.vigil.engine.ownership.OwnerLife;
import dev.vigil.engine.ownership.Restarts;
import dev.vigil.engine.ownership.SourceRun;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The owner of one source: raises its epoch, starts it, and closes it when it is to move, or when another owner has raised the
 * epoch meanwhile. What follows what is said by {@link OwnerLife}.
 */
final class SourceEntity extends AbstractBehavior<SourceCommand> {
    private static final Logger LOG = LoggerFactory.getLogger(SourceEntity.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration MAY_NOT_ACT = Duration.ofMillis(250);
    private static final Duration AFTER_REPLACED = Duration.ofSeconds(1);
    /** Below the three seconds that sharding leaves an entity of its time-out for handing over. */
    static final Duration FOR_CLOSING = Duration.ofMillis(2_500);

    private static final int MOST_CONDITION_CHARS = 500;

    private final String name;
    private final OwnedSource source;
    private final SourceServices services;
    private final TimerScheduler<SourceCommand> timers;
    private final Backoff takes = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));
    private final Restarts restarts = new Restarts();

    private OwnerLife life = OwnerLife.PAUSING;
    private String trouble = "";
    private Duration pause = Duration.ZERO;
    private long epoch;
    private Optional<SourceRun> run = Optional.empty();
    /** Tells what belongs to this run from what is left of earlier ones. */
    private long generation;

    private boolean isLooking;

    static Behavior<SourceCommand> create(String name, OwnedSource source, SourceServices services) {
        return Behaviors.setup(
                context -> Behaviors.withTimers(timers -> new SourceEntity(context, timers, name, source, services)));
    }

    private SourceEntity(
            ActorContext<SourceCommand> context,
            TimerScheduler<SourceCommand> timers,
            String name,
            OwnedSource source,
            SourceServices services) {
        super(context);
        this.name = name;
        this.source = source;
        this.services = services;
        this.timers = timers;
        timers.startTimerWithFixedDelay(SourceSignal.Tick.LOOK, LOOK);
        takeIfMay();
    }

    @Override
    public Receive<SourceCommand> createReceive() {
        return newReceiveBuilder()
                .onSignal(PostStop.class, _ -> onPostStop())
                .onAnyMessage(this::onCommand)
                .build();
    }

    private Behavior<SourceCommand> onCommand(SourceCommand command) {
        switch (command) {
            case SourceRequest.Wake _ -> {}
            case SourceRequest.GetCondition(var replyTo) -> replyTo.tell(condition());
            case SourceSignal.Asked(var taken, var why) -> onAsked(taken, why);
            case SourceSignal.Ran(var of, var signal) when of == generation -> onRun(signal);
            case SourceSignal.Looked(var of, var isOwner) -> onLooked(of == generation, isOwner);
            case SourceSignal.GaveUp(var of) when of == generation -> onGaveUp();
            case SourceSignal.Ran _, SourceSignal.GaveUp _ -> {} // of the past
            case SourceSignal.Tick.RETRY -> takeIfMay();
            case SourceSignal.Tick.LOOK -> look();
            case SourceSignal.Stop _ -> onStop();
        }
        return life == OwnerLife.STOPPED ? Behaviors.stopped() : this;
    }

    private SourceRequest.Condition condition() {
        var doing = life.name().toLowerCase(Locale.ROOT);
        var why = life == OwnerLife.RUNNING ? run.flatMap(SourceRun::trouble).orElse("") : trouble;
        var text = why.isEmpty() ? doing : doing + ": " + why;
        var some = text.substring(0, Math.min(text.length(), MOST_CONDITION_CHARS));
        return new SourceRequest.Condition(name, services.node(), life == OwnerLife.RUNNING, some, epoch);
    }

    private void step(OwnerLife.Signal signal) {
        var from = life;
        var step = from.on(signal)
                .orElseThrow(() -> new IllegalStateException("source " + name + ": " + signal + " while " + from));
        life = step.next();
        services.board().show(name, life == OwnerLife.RUNNING);
        Runnable action = switch (step.action()) {
            case NONE, END -> () -> {};
            case TAKE -> this::take;
            case START -> () -> run.ifPresent(SourceRun::begin);
            case CLOSE -> this::close;
            case PAUSE -> this::pause;
        };
        action.run();
    }

    /** A node that others may have taken over from must not fence them. */
    private void takeIfMay() {
        if (services.standing().mayAct()) {
            step(OwnerLife.Signal.RETRY);
        } else {
            timers.startSingleTimer(SourceSignal.Tick.RETRY, MAY_NOT_ACT);
        }
    }

    private void take() {
        getContext()
                .pipeToSelf(
                        services.table().take(name, services.node()),
                        (taken, failure) -> failure == null
                                ? new SourceSignal.Asked(taken, taken.isPresent() ? "" : "another owner was first")
                                : new SourceSignal.Asked(Optional.empty(), String.valueOf(failure.getMessage())));
    }

    private void onAsked(Optional<SourceTable.Taken> taken, String why) {
        if (taken.isEmpty()) {
            trouble = "it could not be taken over: " + why;
            pause = takes.next();
            LOG.warn("source not taken over, tried again source={} cause={}", name, why);
            step(OwnerLife.Signal.NOT_TAKEN);
            return;
        }
        takes.succeeded();
        epoch = taken.get().epoch();
        generation++;
        run = Optional.of(newRun(taken.get(), generation));
        step(OwnerLife.Signal.TAKEN);
        if (life == OwnerLife.STARTING) {
            run.ifPresent(begun -> services.board().opened(name, begun));
            LOG.info("source taken over source={} epoch={} node={}", name, epoch, services.node());
        }
    }

    private SourceRun newRun(SourceTable.Taken taken, long mine) {
        var self = getContext().getSelf();
        return new SourceRun(
                name,
                source,
                taken.position(),
                (number, position) -> services.table().save(name, taken.epoch(), number, position),
                services.bus(),
                signal -> self.tell(new SourceSignal.Ran(mine, signal)));
    }

    private void onRun(SourceRun.Signal signal) {
        switch (signal) {
            case SourceRun.Started _ -> {
                restarts.started(System.nanoTime());
                if (life == OwnerLife.STARTING) {
                    trouble = "";
                    LOG.info("source started source={} epoch={}", name, epoch);
                }
                step(OwnerLife.Signal.STARTED);
            }
            case SourceRun.Failed(var cause) -> {
                failed("it could not be started: " + cause);
                LOG.error("source not started, tried again source={} millis={}", name, pause.toMillis(), cause);
                step(OwnerLife.Signal.FAILED);
            }
            case SourceRun.Died(var cause) -> onDied(cause);
            case SourceRun.Replaced _ -> onReplaced();
            case SourceRun.Closed _ -> {
                LOG.info("source closed source={} epoch={}", name, epoch);
                step(OwnerLife.Signal.CLOSED);
            }
        }
    }

    private void failed(String how) {
        services.board().failed(name);
        pause = restarts.failed(System.nanoTime());
        trouble = how;
    }

    /** One that is being closed already has nothing to add. */
    private void onDied(Throwable cause) {
        if (life == OwnerLife.RUNNING) {
            failed("it failed after its start: " + cause);
            LOG.error("source failed, closed and started again source={} millis={}", name, pause.toMillis(), cause);
        }
        step(OwnerLife.Signal.DIED);
    }

    private void onReplaced() {
        if (life == OwnerLife.STARTING || life == OwnerLife.RUNNING) {
            services.board().replaced(name);
            pause = AFTER_REPLACED;
            trouble = "another owner has taken it over";
            LOG.warn("source was taken over by another owner, closed source={} epoch={}", name, epoch);
        }
        step(OwnerLife.Signal.REPLACED);
    }

    /** A source that saves nothing would not find out that it was replaced. */
    private void look() {
        boolean isOpen = life == OwnerLife.STARTING || life == OwnerLife.RUNNING;
        if (isOpen && !isLooking) {
            isLooking = true;
            long mine = generation;
            getContext()
                    .pipeToSelf(
                            services.table().isOwner(name, epoch),
                            (isOwner, _) -> new SourceSignal.Looked(mine, !Boolean.FALSE.equals(isOwner)));
        }
    }

    private void onLooked(boolean isOfThisRun, boolean isOwner) {
        isLooking = false;
        if (isOfThisRun && !isOwner) {
            run.ifPresent(SourceRun::replace);
        }
    }

    private void close() {
        run.ifPresent(SourceRun::close);
        timers.startSingleTimer(new SourceSignal.GaveUp(generation), FOR_CLOSING);
    }

    private void onGaveUp() {
        LOG.error("source does not close, left to itself and cut off source={} waited={}", name, FOR_CLOSING);
        run.ifPresent(SourceRun::abandon);
        step(OwnerLife.Signal.CLOSED);
    }

    private void pause() {
        run = Optional.empty();
        generation++;
        timers.startSingleTimer(SourceSignal.Tick.RETRY, pause);
    }

    private void onStop() {
        step(OwnerLife.Signal.STOP);
    }

    /** Where sharding or the system did not wait, nobody else does either. */
    private Behavior<SourceCommand> onPostStop() {
        services.board().show(name, false);
        if (life != OwnerLife.STOPPED) {
            run.ifPresent(left -> {
                left.close();
                left.abandon();
            });
        }
        return this;
    }
}
