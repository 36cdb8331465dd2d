package dev.vigil.engine.dispatch;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import dev.vigil.engine.tracing.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the firings of one trigger on one node to the outside: {@link Agenda} decides, this actor makes the attempts.
 *
 * <p>Each firing that is sent is answered once, in a {@link Ran}, to each who sent it, unless the sender cancels or
 * stops. Firings of one sensor and key are first started in the order in which they came here. What the outside is left
 * with after an attempt timed out is the trigger's own affair; its answer is ignored. How many attempts a firing had is
 * not kept when its slot moves. Nothing is ever dropped for want of room: senders bound what they send.
 *
 * <p>Threading: {@link Trigger#fire} is called by this actor. The trigger is closed by who started this.
 */
public final class Dispatch extends AbstractBehavior<Dispatch.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    /** After so many attempts in a row other messages have their turn, since their answers wait for it. */
    private static final int MOST_STARTS = 1_024;
    /** Pekko's scheduler looks no further than some months ahead. */
    private static final Duration MOST_DELAY = Duration.ofDays(1);
    /** How long until it is asked again whether the node may act. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Trigger trigger;
    private final Trigger.Attempt timedOut;
    private final DispatchMeters meters;
    private final AttemptSpans spans;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final BooleanSupplier mayAct;
    private final long originNanos;
    private final TimerScheduler<Command> timers;
    private final Agenda<ActorRef<Ran>> agenda;
    private final Landings<ActorRef<Ran>> landings;
    private final Set<ActorRef<Ran>> owners = new HashSet<>();
    private final List<ActorRef<Drained>> drainers = new ArrayList<>();
    /** When the tick comes that is on its way. */
    private long tickNanos = Agenda.NEVER;

    private boolean isDrainOver;

    /** What a dispatch is told. */
    public sealed interface Command {}

    /**
     * Run these; one that has not ended here is not started anew, but also answers this {@code replyTo}.
     *
     * @param firings in the order of their decisions
     * @param replyTo the slot's incarnation that sends them
     */
    public record Run(List<Firing> firings, ActorRef<Ran> replyTo) implements Command {
        /** Copies the list. */
        public Run {
            firings = List.copyOf(firings);
        }
    }

    /** Drop what waits here for that sender alone and answer it no more; attempts under way are left to end. */
    public record Cancel(ActorRef<Ran> owner) implements Command {}

    /**
     * Start nothing more, wait for the attempts under way, then stop.
     *
     * @param most how long to wait; the first drain counts
     * @param replyTo is told at the end
     */
    public record Drain(Duration most, ActorRef<Drained> replyTo) implements Command {}

    private enum Signal implements Command {
        LANDED,
        TICK,
        DRAIN_OVER
    }

    /** Firings that ended, each to be taken once. */
    public record Ran(List<FiringResult> results) {
        /** Copies the list. */
        public Ran {
            results = List.copyOf(results);
        }
    }

    /**
     * The dispatch has stopped.
     *
     * @param abandoned attempts that had not ended
     */
    public record Drained(int abandoned) {}

    private Dispatch(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            TriggerBinding binding,
            DispatchMeters meters,
            Tracing tracing,
            Time time,
            BooleanSupplier mayAct) {
        super(context);
        this.trigger = binding.trigger();
        this.timedOut = new Trigger.TryAgain(
                "no answer within " + binding.policy().timeout().toMillis() + " ms");
        this.meters = meters;
        this.spans = new AttemptSpans(tracing);
        this.clock = time.clock();
        this.nanoTime = time.nanoTime();
        this.mayAct = mayAct;
        this.originNanos = nanoTime.getAsLong();
        this.timers = timers;
        this.agenda = new Agenda<>(binding.policy(), time.random());
        var self = context.getSelf();
        this.landings = new Landings<>(() -> self.tell(Signal.LANDED));
    }

    /**
     * What is not the same at every run.
     *
     * @param clock tells how long ago a firing was decided
     * @param nanoTime never goes back; everything else is timed by it
     * @param random the chance in pauses
     */
    public record Time(InstantSource clock, LongSupplier nanoTime, RandomGenerator random) {}

    /**
     * The dispatch of one trigger.
     *
     * @param mayAct whether the node may act for its slots; while it may not, no attempt is begun
     */
    public static Behavior<Command> create(
            TriggerBinding binding, DispatchMeters meters, Tracing tracing, Time time, BooleanSupplier mayAct) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Dispatch(context, timers, binding, meters, tracing, time, mayAct)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        switch (command) {
            case Run(var firings, var replyTo) -> onRun(firings, replyTo);
            case Cancel(var owner) -> onCancel(owner);
            case Drain drain -> onDrain(drain);
            case Signal.LANDED -> {}
            case Signal.TICK -> tickNanos = Agenda.NEVER;
            case Signal.DRAIN_OVER -> isDrainOver = true;
        }
        work();
        boolean isDrained = !drainers.isEmpty() && agenda.running() == 0;
        return isDrained || isDrainOver ? stop() : this;
    }

    private void onRun(List<Firing> firings, ActorRef<Ran> replyTo) {
        if (owners.add(replyTo)) {
            getContext().watchWith(replyTo, new Cancel(replyTo));
        }
        agenda.take(firings, replyTo);
    }

    private void onCancel(ActorRef<Ran> owner) {
        if (owners.remove(owner)) {
            getContext().unwatch(owner);
            agenda.cancel(owner);
        }
    }

    private void onDrain(Drain drain) {
        if (drainers.isEmpty()) {
            agenda.close();
            startTimer(Signal.DRAIN_OVER, drain.most().compareTo(MOST_DELAY) > 0 ? MOST_DELAY : drain.most());
        }
        drainers.add(drain.replyTo());
    }

    private Behavior<Command> stop() {
        int abandoned = agenda.running();
        spans.abandon();
        drainers.forEach(drainer -> drainer.tell(new Drained(abandoned)));
        return Behaviors.stopped();
    }

    /** Ends and starts attempts until there is nothing more to do at this time, then answers. */
    private void work() {
        landings.work();
        boolean isDone = false;
        for (int starts = 0; !isDone && starts < MOST_STARTS; starts++) {
            endAttempts();
            var flight = mayAct.getAsBoolean() ? agenda.next(nowNanos()) : null;
            isDone = flight == null;
            if (flight != null) {
                meters.attempt();
                Attempts.make(trigger, spans.begin(flight), result -> landings.land(flight, result));
            }
        }
        agenda.takeResults().forEach((owner, results) -> owner.tell(new Ran(results)));
        meters.level(agenda.running(), agenda.waiting());
        landings.rest();
        if (isDone) {
            scheduleTick();
        } else {
            getContext().getSelf().tell(Signal.LANDED);
        }
    }

    private void endAttempts() {
        for (var landing = landings.poll(); landing != null; landing = landings.poll()) {
            end(landing.flight(), landing.result());
        }
        for (var flight = agenda.overdue(nowNanos()); flight != null; flight = agenda.overdue(nowNanos())) {
            meters.timeout();
            end(flight, timedOut);
        }
    }

    private void end(Flight<ActorRef<Ran>> flight, Trigger.Attempt result) {
        boolean wasPaused = isPaused();
        var verdict = agenda.end(flight, result, nowNanos());
        spans.end(flight, result, verdict);
        Runnable count = switch (verdict) {
            case DELIVERED -> () -> meters.delivered(sinceDecided(flight));
            case RETRIED -> meters::retry;
            case EXHAUSTED -> meters::exhausted;
            case REFUSED -> meters::refused;
            case ABANDONED, LATE -> () -> {};
        };
        count.run();
        if (isPaused() != wasPaused) {
            tellPause(flight.task.firing.trigger(), result);
        }
    }

    private boolean isPaused() {
        return agenda.breaker() != Breaker.State.CLOSED;
    }

    private void tellPause(String name, Trigger.Attempt last) {
        if (isPaused()) {
            meters.paused();
            LOG.warn("trigger paused, too many attempts in a row have failed, trigger={} last={}", name, last);
        } else {
            meters.resumed();
            LOG.info("trigger resumed, trigger={}", name);
        }
    }

    private Duration sinceDecided(Flight<?> flight) {
        var since = Duration.between(flight.task.firing.decidedAt(), clock.instant());
        return since.isNegative() ? Duration.ZERO : since; // the clocks of two nodes differ
    }

    /** Keeps one tick on its way that is not too late; one that is too early does no harm and costs less than moving it. */
    private void scheduleTick() {
        long now = nowNanos();
        boolean isHeld = agenda.waiting() > 0 && !mayAct.getAsBoolean();
        long due = isHeld ? now + LOOK_AGAIN.toNanos() : agenda.dueNanos();
        if (due < tickNanos) {
            // What was due long ago is due now: the difference to the least of all longs is none.
            tickNanos = Math.clamp(due, now, now + MOST_DELAY.toNanos());
            startTimer(Signal.TICK, Duration.ofNanos(tickNanos - now));
        }
    }

    private void startTimer(Signal signal, Duration delay) {
        timers.startSingleTimer(signal, delay.isPositive() ? delay : Duration.ofNanos(1));
    }

    private long nowNanos() {
        return nanoTime.getAsLong() - originNanos;
    }
}
