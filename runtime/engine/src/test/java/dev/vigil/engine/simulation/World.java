package dev.vigil.engine.simulation;

import dev.vigil.engine.delivery.FeedSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/** One run: a clock, a network that loses and repeats, and slots that crash. All of it follows from the plan. */
final class World {
    private static final int HEALING_MILLIS = 60_000;
    private static final long BEGIN = 1_000_000;

    final Plan plan;
    final List<StoredJournal> journals = new ArrayList<>();
    final List<Incarnation> current = new ArrayList<>();
    final TracedSensors sensors;
    final Upstream upstream;
    final Outside outside;
    final Person person;
    final Replayer replayer;
    /** What happened in this run. */
    final Set<Situation> situations = EnumSet.noneOf(Situation.class);

    final FeedSettings feedSettings;
    private final List<Incarnation> zombies = new ArrayList<>();
    private final Chance chance;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long order;
    long now = BEGIN;
    boolean faulty = true;

    private record Task(long at, long order, Runnable action) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    World(Plan plan) {
        this.plan = plan;
        this.sensors = new TracedSensors(lateStart());
        this.chance = new Chance(plan.seed());
        this.upstream = new Upstream(this, new Chance(plan.seed() + 1));
        this.outside = new Outside(this, new Chance(plan.seed() + 2));
        this.person = new Person(this, new Chance(plan.seed() + 3));
        this.replayer = new Replayer(this, new Chance(plan.seed() + 4));
        this.feedSettings = new FeedSettings(
                plan.windowBytes(),
                plan.windowBytes() > 1000 ? 128 << 10 : 200,
                plan.mutation() == Mutation.NO_RESEND ? Duration.ofDays(30) : Duration.ofMillis(60));
        for (int i = 0; i < plan.slots(); i++) {
            journals.add(new StoredJournal(
                    plan.mutation() != Mutation.FENCE_OFF, plan.mutation() != Mutation.DELETED_NOT_FENCED));
        }
    }

    /** Lets it all happen, then heals it, and waits until everything is at rest. */
    void run() {
        for (int i = 0; i < plan.slots(); i++) {
            current.add(new Incarnation(this, i, new Chance(plan.seed() * 31 + i)));
            current.getLast().recover();
        }
        upstream.start();
        if (plan.replays() == 0) {
            person.start();
        } else {
            replayer.start();
        }
        for (int i = 0; i < plan.crash(); i++) {
            after(chance.below(plan.durationMillis()), () -> restart(chance.below(plan.slots()), true));
        }
        for (int i = 0; i < plan.takeover(); i++) {
            after(chance.below(plan.durationMillis()), () -> restart(chance.below(plan.slots()), false));
        }
        // A change of configuration reaches each slot with a new incarnation.
        for (int i = 0; i < plan.slots(); i++) {
            int slot = i;
            after(chance.below(plan.durationMillis()), () -> restart(slot, true));
        }
        runUntil(BEGIN + plan.durationMillis());
        faulty = false;
        zombies.forEach(Incarnation::crash);
        for (int i = 0; i < plan.slots(); i++) {
            restart(i, true);
        }
        long deadline = now + HEALING_MILLIS;
        while (!isAtRest() && now < deadline) {
            runUntil(now + 100);
        }
        if (!isAtRest()) {
            throw new AssertionError("not at rest " + HEALING_MILLIS + " ms after the last fault: " + unrest());
        }
    }

    /** From when on a sensor wants events that is not there yet. */
    Instant lateStart() {
        return Instant.ofEpochMilli(BEGIN + plan.durationMillis() / 5);
    }

    /** Which of the three ages the configuration has reached. */
    int age() {
        long part = (now - BEGIN) * 3 / plan.durationMillis();
        return (int) Math.min(2, part);
    }

    void after(int millis, Runnable action) {
        tasks.add(new Task(now + millis, order++, action));
    }

    /** Sends to whoever answers for a slot: a zombie, where there is one, as well as the true owner. */
    void send(int slot, Consumer<Incarnation> message) {
        carry(() -> {
            var candidates = zombies.stream()
                    .filter(zombie -> zombie.number() == slot && zombie.isAlive())
                    .toList();
            boolean misled = !candidates.isEmpty() && chance.perMille(400);
            var receiver = misled ? chance.oneOf(candidates) : current.get(slot);
            if (receiver.isAlive()) {
                note(misled, Situation.MISLED);
                message.accept(receiver);
            }
        });
    }

    void note(boolean happened, Situation situation) {
        if (happened) {
            situations.add(situation);
        }
    }

    void toSource(Runnable message) {
        carry(message);
    }

    private void carry(Runnable message) {
        if (!faulty) {
            after(chance.between(1, 3), message);
            return;
        }
        if (chance.perMille(plan.loss())) {
            return;
        }
        int copies = chance.perMille(plan.repeat()) ? chance.between(2, 3) : 1;
        for (int i = 0; i < copies; i++) {
            after(chance.perMille(plan.slow()) ? chance.between(20, 400) : chance.between(1, 8), message);
        }
    }

    /** Starts a slot anew; the incarnation before it is dead, or does not know yet that it should be. */
    void restart(int slot, boolean kill) {
        var before = current.get(slot);
        if (kill) {
            before.crash();
        } else if (before.isAlive()) {
            zombies.add(before);
            if (chance.perMille(600)) {
                before.standStill(chance.between(50, 1_500));
            }
        }
        var next = new Incarnation(this, slot, new Chance(plan.seed() * 31 + order));
        current.set(slot, next);
        next.recover();
    }

    /** An incarnation ended itself; whoever owns the slot is started again. */
    void ended(Incarnation incarnation) {
        if (current.get(incarnation.number()) == incarnation) {
            after(faulty ? chance.between(1, 60) : 1, () -> {
                if (current.get(incarnation.number()) == incarnation) {
                    restart(incarnation.number(), true);
                }
            });
        }
    }

    private void runUntil(long time) {
        while (!tasks.isEmpty() && tasks.peek().at() <= time) {
            var task = tasks.remove();
            now = task.at();
            task.action().run();
        }
        now = time;
    }

    private boolean isAtRest() {
        return unrest().isEmpty();
    }

    private List<String> unrest() {
        var unrest = new ArrayList<String>();
        upstream.ledger().stream()
                .filter(sent -> !sent.acknowledged)
                .forEach(sent -> unrest.add("not acknowledged: " + sent.event));
        unrest.addAll(person.unrest());
        unrest.addAll(replayer.unrest());
        current.forEach(incarnation -> unrest.addAll(incarnation.unrest()));
        return unrest;
    }
}
