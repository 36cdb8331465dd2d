package dev.vigil.engine.cluster;

import dev.vigil.engine.journal.Journal;
import dev.vigil.engine.journal.LogReader;
import dev.vigil.engine.slot.CorruptRecordException;
import dev.vigil.engine.slot.PendingFiring;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The front of one slot: gathers what comes in while a record is being written, makes the next record of it, and lets
 * nothing out before that record is on disk. Whatever goes wrong with the journal ends the incarnation and all its memory;
 * the next one recovers from the journal.
 */
final class SlotEntity extends AbstractBehavior<SlotCommand> {
    private static final Logger LOG = LoggerFactory.getLogger(SlotEntity.class);
    private static final Duration RESEND_TICK = Duration.ofMillis(250);

    private final int number;
    private final SlotServices services;
    private final TimerScheduler<SlotCommand> timers;
    private final Release release;
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(2));

    private SlotLife life = SlotLife.BACKING_OFF;
    private String trouble = "starting";
    private Inbox inbox = new Inbox();
    private Optional<Recovering> recovering = Optional.empty();
    private Optional<Incarnation> incarnation = Optional.empty();
    private Optional<InFlight> inFlight = Optional.empty();
    private Optional<IncarnationActors> actors = Optional.empty();
    /** Tells what belongs to this incarnation from what is left of earlier ones. */
    private long generation;

    private final LogReading reading;
    private final Perch canary;
    private final Alarm alarm;

    static Behavior<SlotCommand> create(int number, SlotServices services, IntFunction<EntityRef<SlotCommand>> slots) {
        return Behaviors.setup(context -> Behaviors.withTimers(
                timers -> new SlotEntity(context, timers, number, services, new Release(number, slots))));
    }

    private SlotEntity(
            ActorContext<SlotCommand> context,
            TimerScheduler<SlotCommand> timers,
            int number,
            SlotServices services,
            Release release) {
        super(context);
        this.number = number;
        this.services = services;
        this.timers = timers;
        this.release = release;
        this.canary = new Perch(number, services.node(), services.beats(), Perch.RECORD_AFTER);
        this.reading = new LogReading(context, services, number);
        this.alarm = new Alarm(timers, services.clock());
        timers.startTimerWithFixedDelay(SlotSignal.Tick.RESEND, RESEND_TICK);
        beginIfMay();
    }

    @Override
    public Receive<SlotCommand> createReceive() {
        return newReceiveBuilder()
                .onSignal(PostStop.class, _ -> onPostStop())
                .onAnyMessage(this::onCommand)
                .build();
    }

    private Behavior<SlotCommand> onCommand(SlotCommand command) {
        switch (command) {
            case SlotRequest request -> onRequest(request);
            case SlotSignal signal -> onSignal(signal);
        }
        return life == SlotLife.STOPPED ? Behaviors.stopped() : this;
    }

    private void onRequest(SlotRequest request) {
        switch (request) {
            case SlotRequest.Publish publish -> onPublish(publish);
            case SlotRequest.Deliver(var block) -> addWork(() -> inbox.add(block));
            case SlotRequest.DeliverPublications(var batch) -> addWork(() -> inbox.add(batch));
            case SlotRequest.GetInstance read -> addWork(() -> inbox.add(read));
            case SlotRequest.Rule rule -> addWork(() -> inbox.add(rule));
            case SlotRequest.DeliveryReply reply -> incarnation.ifPresent(i -> onDeliveryReply(i, reply));
            case SlotRequest.PublicationsReply reply -> incarnation.ifPresent(i -> onPublicationsReply(i, reply));
            case SlotRequest.Question question -> incarnation.ifPresent(i -> i.answer(question));
            case SlotRequest.GetCondition(var replyTo) -> replyTo.tell(canary.condition(life, trouble, incarnation));
            case SlotRequest.Probe probe -> {
                canary.ask(probe, life, trouble);
                commitIfIdle();
            }
            case SlotRequest.Wake _ -> {}
            case SlotRequest.Stop _ -> onStop();
        }
    }

    private void onSignal(SlotSignal signal) {
        switch (signal) {
            case SlotSignal.FromJournal(var of, var said) when of == generation -> onJournal(said);
            case SlotSignal.FiringsEnded(var of, var ended)
            when of == generation -> addWork(() -> ended.forEach(inbox::add));
            case SlotSignal.CatchUpTurn(var of)
            when of == generation -> incarnation.ifPresent(current -> reading.begin(of, current));
            case SlotSignal.LogRead(var of, var records) when of == generation -> onLogRead(records.orElse(List.of()));
            case SlotSignal.Tick tick -> onTick(tick);
            case SlotSignal _ -> {} // of the past
        }
    }

    private void onTick(SlotSignal.Tick tick) {
        switch (tick) {
            case RESEND -> incarnation.ifPresent(this::onResend);
            case TIMER -> onTimer();
            case RETRY -> beginIfMay();
            default -> throw new IllegalStateException(tick.name());
        }
    }

    private void onResend(Incarnation current) {
        sendAndRead(current);
        current.report(services.clock().millis());
        if (!current.wantsSnapshot()) {
            services.departure().prepared(number);
        }
        commitIfIdle();
    }

    private void sendAndRead(Incarnation current) {
        release.sendDue(current, services.clock().millis());
        readLogIfBehind(current);
    }

    private void onPublish(SlotRequest.Publish publish) {
        if (!life.isTakingEvents()) {
            release.refuse(publish, false, "slot " + number + " is " + life.describe(trouble));
            return;
        }
        switch (inbox.offer(publish)) {
            case TAKE -> commitIfIdle();
            case ANSWERED -> inbox.answer(publish).ifPresent(publish.replyTo()::tell);
            case REFUSE -> release.refuse(publish, false, "the block before it has not come");
            default -> {} // it is here, and its answer follows
        }
    }

    private void addWork(Runnable add) {
        if (life.isTakingEvents()) {
            add.run();
            commitIfIdle();
        }
    }

    private void onDeliveryReply(Incarnation current, SlotRequest.DeliveryReply reply) {
        current.replied(reply).ifPresent(inbox::add);
        sendAndRead(current);
    }

    private void onPublicationsReply(Incarnation current, SlotRequest.PublicationsReply reply) {
        inbox.add(current.replied(reply));
        release.sendDue(current, services.clock().millis());
    }

    private void onJournal(Journal.Signal signal) {
        switch (signal) {
            case Journal.Recovered _ -> recovering.ifPresent(this::prepare);
            case Journal.Appended _ -> inFlight.ifPresent(this::onAppended);
            case Journal.Failed(var cause, var corrupt) when corrupt -> breakDown(cause);
            case Journal.Failed(var cause, var _) -> fail(cause);
            case Journal.SnapshotSaved saved -> incarnation.ifPresent(current -> current.saved(saved));
            case Journal.SnapshotFailed(var _, var cause) ->
                LOG.warn("snapshot not saved, recovery will take longer slot={} cause={}", number, cause.toString());
        }
    }

    /** A node that others may have taken over from must not fence them. */
    private void beginIfMay() {
        if (services.standing().mayAct()) {
            begin();
        } else {
            timers.startSingleTimer(SlotSignal.Tick.RETRY, RESEND_TICK);
        }
    }

    /** Begins an incarnation: reads the journal. */
    private void begin() {
        move(SlotLife.Signal.RETRY);
        generation++;
        var next = new Recovering(number, services);
        recovering = Optional.of(next);
        actors = Optional.of(IncarnationActors.spawn(getContext(), number, generation, next));
    }

    /** Reads what has to be known before the record is written that opens the slot. */
    private void prepare(Recovering recovered) {
        recovered.needed().ifPresentOrElse(record -> reading.begin(generation, record, record), () -> open(recovered));
    }

    private void open(Recovering recovered) {
        services.meters().recovered(recovered.nanos());
        move(SlotLife.Signal.RECOVERED);
        append(Inbox.Batch.NONE, recovered.open(), Optional.empty());
    }

    private void onAppended(InFlight done) {
        inFlight = Optional.empty();
        canary.committed();
        recovering.ifPresentOrElse(
                recovered -> opened(recovered, done), () -> incarnation.ifPresent(current -> committed(current, done)));
        move(SlotLife.Signal.APPENDED);
        if (life == SlotLife.STOPPED) {
            leave();
        } else {
            commitIfIdle();
            incarnation.ifPresent(this::readLogIfBehind);
        }
    }

    private void opened(Recovering recovered, InFlight done) {
        recovered.slot().apply(done.step().record(), done.recordBytes());
        var current = recovered.toIncarnation(number);
        incarnation = Optional.of(current);
        recovering = Optional.empty();
        backoff.succeeded();
        run(current, current.slot().firings());
        alarm.set(current);
        sendAndRead(current);
    }

    private void committed(Incarnation current, InFlight done) {
        current.committed(done.step(), done.recordBytes()).forEach(inbox::add);
        release.answer(done, current.slot(), inbox);
        run(current, done.step().record().decided());
        release.sendDue(current, services.clock().millis());
        services.committed(number, current.slot(), done);
        alarm.set(current);
        readLogIfBehind(current);
    }

    /** A slot that stops leaves them to the next incarnation: there is none here that could write what became of them. */
    private void run(Incarnation current, List<PendingFiring> firings) {
        actors.filter(_ -> life != SlotLife.STOPPING && !firings.isEmpty())
                .ifPresent(mine -> services.triggers().run(firings, current.slot(), mine.results()));
    }

    private void commitIfIdle() {
        while (life == SlotLife.IDLE && incarnation.filter(this::hasWork).isPresent()) {
            incarnation.ifPresent(this::commit);
        }
    }

    private boolean hasWork(Incarnation current) {
        return inbox.hasWork() || canary.wantsRecord() || current.wantsRecord() || alarm.isDue(current);
    }

    /** Makes the next record of what has gathered; a step that says nothing new is answered at once. */
    private void commit(Incarnation current) {
        var cut = current.takeCut();
        if (cut.isPresent()) {
            move(SlotLife.Signal.APPEND);
            append(Inbox.Batch.NONE, cut.get(), Optional.empty());
            return;
        }
        var batch = inbox.take(services.settings().limits().recordBytes());
        current.handling(inbox.hasReplays());
        Step step;
        try {
            step = current.slot().step(batch.inputs(), services.clock().millis());
        } catch (RuntimeException e) {
            release.fail(batch, false, "slot " + number + " has stopped");
            breakDown(e);
            return;
        }
        if (step.isEmpty() && batch.reads().isEmpty() && !canary.wantsRecord() && !current.wantsSnapshot()) {
            release.answer(new InFlight(batch, step, 0, 0), current.slot(), inbox);
            services.meters().duplicates(number, step);
        } else {
            move(SlotLife.Signal.APPEND);
            append(batch, step, current.snapshotIfDue());
        }
    }

    private void append(Inbox.Batch batch, Step step, Optional<byte[]> snapshot) {
        var bytes = RecordCodec.encode(step.record());
        inFlight = Optional.of(new InFlight(batch, step, bytes.length, System.nanoTime()));
        actors.ifPresent(mine -> mine.journal().tell(new Journal.Append(bytes, snapshot)));
    }

    private void readLogIfBehind(Incarnation current) {
        boolean isBusy = reading.isUnderWay()
                || inbox.hasReplays()
                || inFlight.filter(InFlight::hasReplays).isPresent();
        if (!isBusy) {
            reading.askIfBehind(generation, current);
        }
    }

    private void onLogRead(List<LogReader.Stored> records) {
        reading.ended();
        try {
            recovering.ifPresent(recovered -> onReadToOpen(recovered, records));
            // Where nothing was read, that is tried again with the next tick.
            incarnation.filter(_ -> !records.isEmpty()).ifPresent(current -> {
                current.read(records).forEach(inbox::add);
                commitIfIdle();
                sendAndRead(current);
            });
        } catch (CorruptRecordException e) {
            breakDown(e);
        }
    }

    private void onReadToOpen(Recovering recovered, List<LogReader.Stored> records) {
        if (records.isEmpty()) {
            fail(new IllegalStateException("a record cannot be read"));
        } else {
            recovered.read(records.getFirst());
            prepare(recovered);
        }
    }

    /** Ends this incarnation: the journal alone knows what happened. */
    private void fail(Throwable cause) {
        services.meters().failed();
        trouble = "waiting for its journal: " + cause.getMessage();
        LOG.warn("slot lost its journal, recovers slot={} cause={}", number, cause.toString());
        move(SlotLife.Signal.FAILED);
        leave();
        if (life == SlotLife.BACKING_OFF) {
            timers.startSingleTimer(SlotSignal.Tick.RETRY, backoff.next());
        }
    }

    /** Stops serving until a person has looked; the others go on. */
    private void breakDown(Throwable cause) {
        trouble = "stopped: " + cause.getMessage();
        LOG.error("slot stopped, a person has to look slot={}", number, cause);
        move(SlotLife.Signal.CORRUPT);
        leave();
    }

    private void onStop() {
        move(SlotLife.Signal.STOP);
        if (life == SlotLife.STOPPED) {
            leave();
        }
    }

    /** Drops all memory and tells everyone who waits. */
    private void leave() {
        var reason = "slot " + number + " is " + life.describe(trouble);
        inFlight.ifPresent(lost -> release.fail(lost.batch(), true, reason));
        release.fail(inbox.takeAll(), false, reason);
        canary.failed(life, trouble);
        actors.ifPresent(mine -> {
            services.triggers().cancel(mine.results());
            mine.stop(getContext());
        });
        generation++;
        reading.ended();
        reading.endTurn();
        inbox = new Inbox();
        inFlight = Optional.empty();
        incarnation = Optional.empty();
        recovering = Optional.empty();
        actors = Optional.empty();
    }

    private void move(SlotLife.Signal signal) {
        var from = life;
        life = from.after(signal)
                .orElseThrow(() -> new IllegalStateException("slot " + number + ": " + signal + " while " + from));
        services.board().put(number, life, life.describe(trouble));
    }

    private void onTimer() {
        commitIfIdle();
        incarnation.ifPresent(alarm::set);
    }

    private Behavior<SlotCommand> onPostStop() {
        leave();
        services.left(number);
        return this;
    }
}
