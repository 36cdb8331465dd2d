package dev.vigil.engine.cluster;

import dev.vigil.engine.journal.Journal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recovers slots before this node is a member, and throws away what it got: the first recovery of a JVM takes a second, the
 * tenth some milliseconds, and while a slot that has moved here recovers, nobody serves it. Reads the journal and writes
 * nothing, so the slots' owners notice nothing. Ends with the first recovery that is swift, or after a while.
 */
final class Rehearsal extends AbstractBehavior<Journal.Signal> {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final long SWIFT_NANOS = Duration.ofMillis(20).toNanos();
    /** What a start may take longer. */
    private static final Duration LONGEST = Duration.ofMillis(1_500);

    private final int slots;
    private final IntFunction<? extends Journal.Recovery> recoveries;
    private final CompletableFuture<Integer> done;
    private int slot;
    private long startedNanos;
    private ActorRef<Journal.Command> journal;

    /** Completes normally and soon, with how many slots were read; what they hold goes to those recoveries. */
    static CompletionStage<Integer> start(
            ActorSystem<?> system, int slots, IntFunction<? extends Journal.Recovery> recoveries) {
        var done = new CompletableFuture<Integer>().completeOnTimeout(0, LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        Behavior<Journal.Signal> rehearsal =
                Behaviors.setup(context -> new Rehearsal(context, slots, recoveries, done));
        system.systemActorOf(rehearsal, "rehearsal", Props.empty());
        return done;
    }

    private Rehearsal(
            ActorContext<Journal.Signal> context,
            int slots,
            IntFunction<? extends Journal.Recovery> recoveries,
            CompletableFuture<Integer> done) {
        super(context);
        this.slots = slots;
        this.recoveries = recoveries;
        this.done = done;
        this.journal = read();
    }

    private ActorRef<Journal.Command> read() {
        startedNanos = System.nanoTime();
        return getContext()
                .spawnAnonymous(Journal.create(
                        slot, recoveries.apply(slot), getContext().getSelf()));
    }

    @Override
    public Receive<Journal.Signal> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::onSignal).build();
    }

    /** That a slot cannot be read, its owner says. */
    private Behavior<Journal.Signal> onSignal(Journal.Signal said) {
        journal.tell(new Journal.Stop());
        long nanos = System.nanoTime() - startedNanos;
        LOG.debug("read as a rehearsal slot={} millis={}", slot, nanos / 1_000_000);
        slot++;
        if (slot == slots || done.isDone() || (said instanceof Journal.Recovered && nanos < SWIFT_NANOS)) {
            done.complete(slot);
            return Behaviors.stopped();
        }
        journal = read();
        return this;
    }
}
