package dev.vigil.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.delivery.Feeds;
import dev.vigil.engine.delivery.LogTail;
import dev.vigil.engine.delivery.PublicationSender;
import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotDescription;
import dev.vigil.engine.slot.SlotSettings;
import dev.vigil.engine.slot.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One incarnation of one slot: does what the actors around the core do, on a simulated journal and network. */
final class Incarnation {
    private static final int TICK_MILLIS = 15;

    private final World world;
    private final int number;
    private final Chance chance;
    private final StoredJournal journal;
    private final List<SensorRunner<?>> runners;
    private final Slot slot;
    private final PublicationSender publications;
    private @Nullable Feeds feeds;
    private final Cutting cutting;
    private boolean alive = true;
    private boolean writing;
    private boolean reading;
    private final LogTail tail = new LogTail();
    private boolean ticking;
    private long stillUntil;
    private Inbox inbox = new Inbox();
    private Inbox kept = new Inbox();

    Incarnation(World world, int number, Chance chance) {
        this.world = world;
        this.number = number;
        this.chance = chance;
        this.journal = world.journals.get(number);
        this.runners = world.sensors.age(world.faulty ? world.age() : 2);
        this.slot = new Slot(settings(world, number), runners);
        this.cutting = new Cutting(world, slot, number, chance);
        this.publications = new PublicationSender(slot, number, world.plan.slots(), world.feedSettings);
    }

    static SlotSettings settings(World world, int number) {
        var plan = world.plan;
        int remembered = plan.mutation() == Mutation.DEDUPE_OFF ? 1 : 100_000;
        return new SlotSettings(
                number,
                plan.slots(),
                remembered,
                Duration.ofHours(1),
                plan.outstandingFirings(),
                world.faulty ? plan.deadLetters() : Integer.MAX_VALUE);
    }

    int number() {
        return number;
    }

    boolean isAlive() {
        return alive;
    }

    Slot slot() {
        return slot;
    }

    /** Does nothing until then, and does not know it. */
    void standStill(int millis) {
        stillUntil = world.now + millis;
    }

    void crash() {
        alive = false;
    }

    void recover() {
        cutting.recover();
        if (chance.perMille(100)) {
            var full = new Slot(settings(world, number), runners);
            journal.records().forEach(full::apply);
            assertThat(describe(slot)).isEqualTo(describe(full));
        }
        for (var needed = slot.neededToOpen(); needed.isPresent(); needed = slot.neededToOpen()) {
            slot.readToOpen(journal.read(needed.getAsLong()), needed.getAsLong());
        }
        write(slot.open("node", world.now), new Inbox(), true);
    }

    private List<String> describe(Slot described) {
        return SlotDescription.ofDecisions(described.snapshot(), settings(world, number));
    }

    void publish(EventBlock block, Consumer<Step.Answer> answer) {
        inbox.published.add(block);
        inbox.answers.add(answer);
        soon();
    }

    void firingEnded(FiringResult result) {
        inbox.results.add(result);
        soon();
    }

    void rule(Inputs.Ruling ruling, Consumer<Step.Ruled> answer) {
        inbox.rulings.add(Broken.ruled(ruling, slot, world.plan));
        inbox.ruled.add(answer);
        soon();
    }

    private void deliver(Inputs.Delivered block) {
        var bytes = block.events().toBytes();
        var received = new Inputs.Delivered(
                block.sensor(),
                block.from(),
                block.after(),
                block.upTo(),
                EventBlock.checked(bytes, 0, bytes.length, block.offsets().length),
                block.offsets().clone(),
                block.atMillis(),
                block.ofReplay());
        world.note(slot.received(block.sensor(), block.from()) >= block.upTo(), Situation.REPEATED_DELIVERY);
        inbox.delivered.add(Broken.received(received, slot.received(block.sensor(), block.from()), world.plan));
        soon();
    }

    private void publications(Inputs.PublicationBatch batch) {
        world.note(slot.publicationsReceived(batch.from()) > batch.after(), Situation.REPEATED_PUBLICATION);
        inbox.publications.add(batch);
        soon();
    }

    private void confirmed(Inputs.Confirmed confirmed) {
        if (feeds != null) {
            feeds.confirmed(confirmed.sensor(), confirmed.slot(), confirmed.upTo());
        }
        inbox.confirmed.add(confirmed);
        soon();
    }

    private void refused(String sensor, int target, long after, long has) {
        if (feeds != null) {
            feeds.refused(sensor, target, after, has);
            soon();
        }
    }

    private void publicationsConfirmed(Inputs.PublicationsConfirmed confirmed) {
        publications.confirmed(confirmed.slot(), confirmed.upTo());
        inbox.publicationsConfirmed.add(confirmed);
        soon();
    }

    private void soon() {
        if (!ticking) {
            ticking = true;
            world.after(chance.between(0, 3), this::wake);
        }
    }

    private void wake() {
        ticking = false;
        tick();
    }

    /** Goes on in intervals for as long as it lives, so that time alone moves it too. */
    private void beat() {
        if (alive) {
            tick();
            world.after(TICK_MILLIS, this::beat);
        }
    }

    private void tick() {
        if (!alive || feeds == null || world.now < stillUntil) {
            return;
        }
        send(feeds);
        read(feeds);
        boolean due = isDue(slot.nextTimer()) || slot.isSwapDue();
        if (writing || (cutting.isDue() && cutLog(feeds)) || (inbox.isEmpty() && !due)) {
            return;
        }
        var taken = inbox;
        inbox = new Inbox();
        tail.handled();
        taken.confirmed.addAll(0, kept.confirmed);
        taken.publicationsConfirmed.addAll(0, kept.publicationsConfirmed);
        kept = new Inbox();
        var step = stepped(taken.inputs());
        world.note(step.isEmpty(), Situation.EMPTY_STEP);
        if (step.isEmpty()) {
            assertThat(due).as("a timer is due and nothing comes of it").isFalse();
            release(step, taken, feeds);
            keepConfirmations(taken);
            return;
        }
        write(step, taken, false);
    }

    private Step stepped(Inputs inputs) {
        boolean watched = chance.perMille(20);
        var before = watched ? SlotDescription.of(slot.snapshot(), settings(world, number)) : List.<String>of();
        var step = slot.step(inputs, world.now);
        if (watched) {
            assertThat(SlotDescription.of(slot.snapshot(), settings(world, number)))
                    .isEqualTo(before);
        }
        return Broken.kept(step, world.plan);
    }

    /** Confirmations alone are not written; they may go into the next record. */
    private void keepConfirmations(Inbox taken) {
        if (world.plan.keepsConfirmations()) {
            kept.confirmed.addAll(taken.confirmed);
            kept.publicationsConfirmed.addAll(taken.publicationsConfirmed);
        }
    }

    private boolean isDue(OptionalLong timer) {
        return timer.isPresent() && timer.getAsLong() <= world.now;
    }

    /** Writes a record; what becomes of the write, and what becomes known of it, may be two things. */
    private void write(Step step, Inbox taken, boolean opening) {
        writing = true;
        var bytes = RecordCodec.encode(step.record());
        assertThat(RecordCodec.encode(RecordCodec.decode(bytes, "just written")))
                .isEqualTo(bytes);
        if (world.plan.mutation() == Mutation.RELEASE_BEFORE_WRITE && !opening) {
            Broken.releaseEarly(step, taken.answers);
            step.record().decided().forEach(firing -> world.outside.dispatch(this, firing));
        }
        long sequence = step.record().sequence();
        boolean fault = world.faulty && chance.perMille(world.plan.writeFault());
        boolean written = !fault || chance.perMille(600);
        boolean late = fault && chance.perMille(400);
        int commitAfter = late ? chance.between(20, 200) : chance.between(1, 6);
        boolean[] committed = {false};
        world.after(commitAfter, () -> {
            committed[0] = written && journal.append(sequence, bytes);
            world.note(written && !committed[0], Situation.CONFLICT);
            world.note(written && sequence < journal.oldest(), Situation.REFUSED_BELOW);
            world.note(fault && committed[0], Situation.WRITTEN_UNKNOWN);
            world.note(!written, Situation.NOT_WRITTEN);
        });
        world.after(late ? chance.between(1, 15) : commitAfter + chance.between(0, 4), () -> {
            if (alive) {
                ended(committed[0] && !fault, step, bytes.length, taken, opening);
            }
        });
    }

    private void ended(boolean success, Step step, int bytes, Inbox taken, boolean opening) {
        writing = false;
        if (!success) {
            crash();
            world.ended(this);
            return;
        }
        slot.apply(step.record(), bytes);
        inbox.replays.addAll(tail.committed(step.record()));
        if (step.record().logBegins().isPresent() || opening) {
            cutting.deleteRecords();
        }
        if (opening) {
            feeds = new Feeds(number, world.plan.slots(), slot, runners, world.feedSettings);
            if (world.plan.mutation() != Mutation.FIRINGS_FORGOTTEN) {
                slot.firings().forEach(firing -> world.outside.dispatch(this, firing));
            }
            beat();
            return;
        }
        if (feeds != null) {
            release(step, taken, feeds);
            snapshot(feeds);
        }
        soon();
    }

    private void release(Step step, Inbox taken, Feeds sending) {
        if (!step.isEmpty()) {
            sending.committed(
                    slot.nextOffset() - 1, step.outgoing(), step.record().atMillis());
            sending.follow();
            step.record().decided().forEach(firing -> world.outside.dispatch(this, firing));
            world.note(step.record().timerRuns() > 0, Situation.TIMER);
            world.note(!step.record().replays().swapped().isEmpty(), Situation.SWAPPED);
            world.note(!step.record().held().isEmpty(), Situation.HELD);
        }
        step.answers().forEach(answer -> world.note(answer.duplicates().length > 0, Situation.DUPLICATE));
        for (int i = 0; i < taken.answers.size(); i++) {
            taken.answers.get(i).accept(step.answers().get(i));
        }
        for (int i = 0; i < taken.ruled.size(); i++) {
            taken.ruled.get(i).accept(step.ruled().get(i));
        }
        taken.delivered.forEach(this::answer);
        taken.publications.forEach(batch -> {
            var confirmed = new Inputs.PublicationsConfirmed(number, slot.publicationsReceived(batch.from()));
            world.send(batch.from(), sender -> sender.publicationsConfirmed(confirmed));
        });
        send(sending);
    }

    private void answer(Inputs.Delivered block) {
        Broken.answered(block, slot, world.plan).ifPresent(has -> {
            if (has >= block.upTo()) {
                var confirmed = new Inputs.Confirmed(block.sensor(), number, has);
                world.send(block.from(), sender -> sender.confirmed(confirmed));
            } else {
                world.note(true, Situation.REFUSED_DELIVERY);
                world.send(block.from(), sender -> sender.refused(block.sensor(), number, block.after(), has));
            }
        });
    }

    private void send(Feeds sending) {
        sending.takeDue(world.now).forEach(due -> world.send(due.target(), receiver -> receiver.deliver(due.block())));
        publications
                .takeDue(world.now)
                .forEach(due -> world.send(due.target(), receiver -> receiver.publications(due.batch())));
    }

    private void snapshot(Feeds sending) {
        if (!chance.perMille(world.plan.snapshot())) {
            return;
        }
        if (chance.perMille(700)) {
            confirmIdle(sending);
        }
        cutting.snapshot();
    }

    private void confirmIdle(Feeds sending) {
        for (var runner : runners) {
            for (int target = 0; target < world.plan.slots(); target++) {
                if (target != number && sending.isIdle(runner.name(), target)) {
                    slot.confirmIdle(runner.name(), target);
                }
            }
        }
    }

    /** Whether the log is to be cut; then that is being written. */
    private boolean cutLog(Feeds sending) {
        confirmIdle(sending);
        var cut = cutting.cut();
        cut.ifPresent(step -> write(step, new Inbox(), false));
        return cut.isPresent();
    }

    /** Reads the journal for whoever is behind. */
    private void read(Feeds sending) {
        if (!reading) {
            slot.behindAfter()
                    .ifPresent(after -> read(after, true, replay -> {
                        world.note(true, Situation.FED_HERE);
                        inbox.replays.add(replay);
                    }));
        }
        if (!reading) {
            sending.behindAfter()
                    .ifPresent(after -> read(after, false, replay -> {
                        world.note(true, Situation.FED_ELSEWHERE);
                        sending.replayed(replay);
                        send(sending);
                    }));
        }
    }

    private void read(long after, boolean here, Consumer<Inputs.Replay> reader) {
        reading = true;
        tail.begin(slot.nextOffset());
        int records = chance.between(1, 4);
        int from = (int) slot.sequenceBefore(after + 1);
        world.after(chance.between(1, 10), () -> {
            reading = false;
            if (from < journal.oldest() && (!alive || cutting.isRightlyGone(from, this))) {
                return;
            }
            var stretches = journal.stretches(from, after, records);
            if (alive) {
                stretches.forEach(reader);
                if (!stretches.isEmpty()) {
                    var since = tail.read(stretches.getLast().lastOffset());
                    world.note(here && !since.isEmpty(), Situation.FED_TO_THE_END);
                    since.forEach(reader);
                }
                if (!here) {
                    tail.handled();
                }
                soon();
            }
        });
    }

    /** What is still to be done, as far as this slot knows. */
    List<String> unrest() {
        var unrest = new ArrayList<String>();
        var name = "slot " + number + ": ";
        if (!alive || feeds == null) {
            return List.of(name + "does not run");
        }
        if (writing || !inbox.isEmpty()) {
            unrest.add(name + "inbox " + inbox.inputs());
        }
        unrest.addAll(Unrest.of(world, number, slot, runners, feeds));
        return unrest;
    }
}
