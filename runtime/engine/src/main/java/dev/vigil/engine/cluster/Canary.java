package dev.vigil.engine.cluster;

import dev.vigil.engine.availability.Sighting;
import dev.vigil.engine.availability.Stranded;
import dev.vigil.engine.availability.Watch;
import dev.vigil.engine.journal.OutageTable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks every slot once a second, wherever it lives, whether it can commit, and five times as often one that has not answered.
 * What that means is decided by {@link Watch}; outages go to the {@link OutageTable}, again and again until they are there.
 */
final class Canary extends AbstractBehavior<Canary.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(Canary.class);
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final int LOOKS_A_ROUND = 5;
    private static final int LOOKS_A_LAG = 25;
    private static final int MOST_UNSAVED = 1_000;

    private final List<EntityRef<SlotCommand>> slots;
    private final SlotServices services;
    private final OutageTable table;
    private final CanaryBoard board;
    private final Lags lags;
    private final Watch watch;
    private final Stranded stranded = new Stranded();
    private final ActorRef<SlotRequest.Probed> answers;
    private final ActorRef<SlotRequest.Condition> conditions;
    private final TimerScheduler<Command> timers;
    /** By which outages that this run of this node has seen are told from others. */
    private final String run;

    private final ArrayDeque<Sighting> unsaved = new ArrayDeque<>();
    private boolean isSaving;
    /** Whether the time before this node watched is accounted for. */
    private boolean isGapClosed;

    private boolean isClosingGap;
    private boolean isDown;
    private boolean isLeaving;
    private long looks;
    private Round round = new Round(0, 0);

    sealed interface Command {}

    private enum Tick implements Command {
        LOOK
    }

    /** Why a node stops by itself. */
    private enum Leaving implements CoordinatedShutdown.Reason {
        STRANDED
    }

    private record Answered(SlotRequest.Probed answer) implements Command {}

    private record Described(SlotRequest.Condition condition) implements Command {}

    private record Committed(boolean can) implements Command {}

    private record Saved(Sighting outage, boolean isSaved) implements Command {}

    private record GapClosed(boolean isClosed) implements Command {}

    private record Happened(ClusterEvent.ClusterDomainEvent event) implements Command {}

    /** This node begins to stop; answered when the database knows. */
    record Stop(ActorRef<Done> replyTo) implements Command {}

    /** The questions that left last, and when. */
    private record Round(long number, long askedNanos) {}

    private Canary(
            ActorContext<Command> context,
            TimerScheduler<Command> timers,
            List<EntityRef<SlotCommand>> slots,
            SlotServices services,
            OutageTable table,
            CanaryBoard board,
            Lags lags) {
        super(context);
        this.timers = timers;
        this.slots = slots;
        this.services = services;
        this.table = table;
        this.board = board;
        this.lags = lags;
        this.watch = new Watch(slots.size());
        this.answers = context.messageAdapter(SlotRequest.Probed.class, Answered::new);
        this.conditions = context.messageAdapter(SlotRequest.Condition.class, Described::new);
        this.run = services.node() + "/" + context.getSystem().startTime() + "/";
        Cluster.get(context.getSystem())
                .subscriptions()
                .tell(Subscribe.create(
                        context.messageAdapter(ClusterEvent.ClusterDomainEvent.class, Happened::new),
                        ClusterEvent.ClusterDomainEvent.class));
        timers.startTimerWithFixedDelay(Tick.LOOK, LOOK);
    }

    static Behavior<Command> create(
            List<EntityRef<SlotCommand>> slots,
            SlotServices services,
            OutageTable table,
            CanaryBoard board,
            Lags lags) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new Canary(context, timers, slots, services, table, board, lags)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        long now = System.nanoTime();
        switch (command) {
            case Tick.LOOK -> onLook(now);
            case Answered(var answer) -> onAnswer(answer, now);
            case Described(var condition) -> lags.put(condition);
            case Committed(var can) -> onCommitted(can, now);
            case Saved(var outage, var isSaved) -> onSaved(outage, isSaved);
            case GapClosed(var isClosed) -> {
                isClosingGap = false;
                isGapClosed = isClosed;
            }
            case Happened(var event) -> onEvent(event, now);
            case Stop(var replyTo) -> onStop(replyTo, now);
        }
        return this;
    }

    private void onCommitted(boolean can, long now) {
        if (!can) {
            watch.uncommitted(now);
        }
        if (stranded.looked(can, now) && !isLeaving) {
            isLeaving = true;
            LOG.error(
                    "this node cannot commit to the journal's database and others can: it stops, for others to take over its"
                            + " slots");
            timers.cancelAll();
            // What is under way here waits for this node's slots: they move first, and it is cut off as by a crash.
            var _ = CoordinatedShutdown.get(getContext().getSystem())
                    .run(Leaving.STRANDED, Optional.of(CoordinatedShutdown.PhaseBeforeClusterShutdown()));
        }
    }

    private void onLook(long now) {
        if (!Members.isUp(getContext().getSystem())) {
            return; // it says nothing of slots that it cannot reach
        }
        watch.look(now);
        takeEnded();
        if (looks % LOOKS_A_ROUND == 0) {
            onRound(now);
        } else {
            watch.unanswered().stream().forEach(this::askAgain);
        }
        if (looks % LOOKS_A_LAG == 0) {
            services.board()
                    .slots()
                    .forEach(slot -> slots.get(slot.slot()).tell(new SlotRequest.GetCondition(conditions)));
        }
        looks++;
        show(now);
    }

    private void onRound(long now) {
        board.round();
        account();
        round = new Round(watch.nextNumber(), now);
        for (int slot = 0; slot < slots.size(); slot++) {
            watch.asked(slot, round.number(), now);
            askAgain(slot);
        }
        getContext().pipeToSelf(services.beats().committed(), (can, _) -> new Committed(Boolean.TRUE.equals(can)));
        save(now);
    }

    private void askAgain(int slot) {
        slots.get(slot).tell(new SlotRequest.Probe(round.number(), answers));
    }

    private void onAnswer(SlotRequest.Probed answer, long now) {
        if (answer.serving()) {
            if (answer.number() == round.number()) {
                board.answered(now - round.askedNanos());
            }
            watch.served(answer.slot(), answer.number(), now);
            if (services.board().hosts(answer.slot())) {
                stranded.committed();
            } else {
                stranded.servedElsewhere(now);
            }
            takeEnded();
            show(now);
        } else {
            watch.refused(answer.reason(), now);
        }
    }

    /** Says that it watches once it does, and the time before is written down. */
    private void account() {
        isGapClosed &= watch.isWatching();
        if (watch.isWatching() && !isGapClosed && !isClosingGap) {
            isClosingGap = true;
            getContext()
                    .pipeToSelf(
                            table.closeGap(run + "gap-" + looks, slots.size()), (gap, _) -> new GapClosed(gap != null));
        }
        services.beats().become(isGapClosed ? OutageTable.Beat.WATCHING : OutageTable.Beat.STARTING);
    }

    private void takeEnded() {
        watch.takeEnded().ifPresent(outage -> {
            board.ended(outage);
            unsaved.add(outage);
            if (unsaved.size() > MOST_UNSAVED) {
                unsaved.remove();
            }
            LOG.warn(
                    "outage is over slots={} millis={} cause={}",
                    outage.slots(),
                    outage.nanos() / 1_000_000,
                    outage.cause());
        });
    }

    private void show(long now) {
        var view = new CanaryView(watch.isWatching(), watch.unserved(), watch.open(now), List.copyOf(unsaved));
        board.show(view);
        if (view.open().isPresent() && !isDown) {
            LOG.warn("slots are not served slots={}", view.open().get().slots());
        }
        isDown = view.open().isPresent();
    }

    /** What is over first; then how far it has come with what goes on, in case this node does not see the end. */
    private void save(long now) {
        if (isSaving) {
            return;
        }
        var over = unsaved.stream().findFirst();
        over.or(() -> watch.open(now)).ifPresent(outage -> {
            isSaving = true;
            getContext()
                    .pipeToSelf(
                            table.save(run + outage.number(), outage), (done, _) -> new Saved(outage, done != null));
        });
    }

    private void onSaved(Sighting outage, boolean isSaved) {
        isSaving = false;
        if (isSaved) {
            unsaved.remove(outage);
        }
    }

    private void onEvent(ClusterEvent.ClusterDomainEvent event, long now) {
        switch (event) {
            case ClusterEvent.UnreachableMember e -> watch.member("member unreachable: " + text(e.member()), now);
            case ClusterEvent.MemberDowned e -> watch.member("member downed: " + text(e.member()), now);
            case ClusterEvent.MemberLeft e -> watch.member("member left: " + text(e.member()), now);
            case ClusterEvent.MemberRemoved e -> watch.member("member removed: " + text(e.member()), now);
            default -> {} // nothing that takes slots away
        }
    }

    private static String text(Member member) {
        return Members.text(member.address());
    }

    private void onStop(ActorRef<Done> replyTo, long now) {
        timers.cancelAll();
        watch.stop(now);
        takeEnded();
        save(now);
        var _ = services.beats().stop().whenComplete((_, _) -> replyTo.tell(Done.getInstance()));
    }
}
