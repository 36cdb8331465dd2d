package dev.vigil.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Slots that send, send again, move and leave; an outside that answers, fails, hangs and answers late; and time. */
final class AgendaWorld {
    private static final long MILLI = 1_000_000;

    private final SplittableRandom random;
    private final TriggerPolicy policy;
    private final Agenda<Integer> agenda;
    private final AgendaModel model;
    private final List<Sender> senders = new ArrayList<>();
    /** Incarnations that are gone without having said so yet. */
    private final List<Integer> ghosts = new ArrayList<>();

    private final List<Flight<Integer>> flights = new ArrayList<>();
    private final List<Flight<Integer>> past = new ArrayList<>();
    private long now;
    private int owners;
    private int ids;

    /** A slot: who it is at present, and what it has not been answered. */
    private static final class Sender {
        private final int number;
        private int owner;
        private final List<Firing> outstanding = new ArrayList<>();

        private Sender(int number, int owner) {
            this.number = number;
            this.owner = owner;
        }
    }

    AgendaWorld(long seed) {
        random = new SplittableRandom(seed);
        policy = policy(random);
        agenda = new Agenda<>(policy, random.split());
        model = new AgendaModel(policy);
        int slots = random.nextInt(1, 5);
        for (int i = 0; i < slots; i++) {
            senders.add(new Sender(i, owners++));
        }
    }

    private static TriggerPolicy policy(SplittableRandom random) {
        var first = Duration.ofMillis(random.nextInt(200));
        var retry = new TriggerPolicy.Retry(
                random.nextInt(1, 6),
                first,
                first.plusMillis(random.nextInt(1_000)),
                new double[] {0, 0.2, 1}[random.nextInt(3)]);
        var rate = random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(1, 12));
        var breaker = random.nextBoolean()
                ? Optional.<TriggerPolicy.Breaker>empty()
                : Optional.of(
                        new TriggerPolicy.Breaker(random.nextInt(1, 5), Duration.ofMillis(random.nextInt(1, 3_000))));
        return new TriggerPolicy(
                random.nextInt(1, 6), rate, Duration.ofMillis(random.nextInt(1, 2_000)), retry, breaker);
    }

    void act() {
        var sender = senders.get(random.nextInt(senders.size()));
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> send(sender);
            case 3 ->
                run(
                        sender.outstanding.stream()
                                .filter(_ -> random.nextBoolean())
                                .toList(),
                        sender.owner);
            case 4 -> move(sender);
            case 5 -> leave(sender);
            case 6 -> cancelGhost();
            case 7 -> endPast();
            case 8, 9, 10 -> now += random.nextInt(300) * MILLI;
            case 11 -> now = Math.max(now, agenda.dueNanos() == Agenda.NEVER ? now : agenda.dueNanos());
            default -> endFlight();
        }
        settle();
    }

    /** Lets time pass until nothing is left to do, with an outside that answers or hangs. */
    void finish() {
        for (int steps = 0; agenda.running() + agenda.waiting() > 0; steps++) {
            assertThat(steps).as("it comes to an end").isLessThan(100_000);
            if (random.nextBoolean()) {
                endFlight();
            } else {
                assertThat(agenda.dueNanos()).as("something is due").isLessThan(Agenda.NEVER);
                now = agenda.dueNanos();
            }
            settle();
        }
        assertThat(senders).allSatisfy(sender -> assertThat(sender.outstanding).isEmpty());
        assertThat(agenda.dueNanos()).isEqualTo(Agenda.NEVER);
        assertThat(model.waiting() + model.running()).isZero();
    }

    private void send(Sender sender) {
        var firings = new ArrayList<Firing>();
        int count = random.nextInt(1, 6);
        for (int i = 0; i < count; i++) {
            var key = sender.number + "-" + random.nextInt(3);
            firings.add(Firings.of("f" + ids++, "sensor" + random.nextInt(2), key));
        }
        sender.outstanding.addAll(firings);
        run(firings, sender.owner);
    }

    /** A new incarnation of the slot here: it sends all again, while the old may seem to be there still. */
    private void move(Sender sender) {
        if (random.nextBoolean()) {
            cancel(sender.owner);
        } else {
            ghosts.add(sender.owner);
        }
        sender.owner = owners++;
        run(List.copyOf(sender.outstanding), sender.owner);
    }

    private void leave(Sender sender) {
        cancel(sender.owner);
        sender.outstanding.clear();
    }

    private void cancelGhost() {
        if (!ghosts.isEmpty()) {
            cancel(ghosts.removeFirst());
        }
    }

    private void run(List<Firing> firings, int owner) {
        model.take(firings, owner);
        agenda.take(firings, owner);
    }

    private void cancel(int owner) {
        model.cancel(owner);
        agenda.cancel(owner);
    }

    private void endFlight() {
        if (!flights.isEmpty()) {
            end(flights.get(random.nextInt(flights.size())), result());
        }
    }

    private void endPast() {
        if (!past.isEmpty()) {
            var flight = past.get(random.nextInt(past.size()));
            assertThat(agenda.end(flight, result(), now)).isEqualTo(Verdict.LATE);
        }
    }

    /** The outside is at times away for all. */
    private Trigger.Attempt result() {
        if (random.nextInt(12) == 0) {
            return new Trigger.Unsendable("no field");
        }
        if (now / (5_000 * MILLI) % 2 == 1) {
            return new Trigger.TryAgain("away");
        }
        return switch (random.nextInt(8)) {
            case 0 -> new Trigger.Refused("never");
            case 1, 2 -> new Trigger.TryAgain("later");
            case 4 -> new Trigger.Publish(Event.of("/agenda", "e", "t").build());
            case 3 -> new Trigger.TryAgain("then", Optional.of(Duration.ofMillis(random.nextInt(2_000))));
            default -> new Trigger.Delivered();
        };
    }

    private void end(Flight<Integer> flight, Trigger.Attempt result) {
        assertThat(flights.remove(flight)).isTrue();
        past.add(flight);
        var expected = model.ended(flight.firing(), result, now);
        assertThat(agenda.end(flight, result, now)).isEqualTo(expected);
    }

    private void settle() {
        for (var flight = agenda.overdue(now); flight != null; flight = agenda.overdue(now)) {
            end(flight, new Trigger.TryAgain("hung"));
        }
        for (var flight = agenda.next(now); flight != null; flight = agenda.next(now)) {
            model.started(flight.firing(), now);
            flights.add(flight);
        }
        model.assertNobodyWaitsInVain(now);
        assertThat(agenda.breaker() != Breaker.State.CLOSED).isEqualTo(model.isPaused());
        assertThat(agenda.dueNanos()).isGreaterThan(now);
        assertThat(agenda.running()).isEqualTo(model.running());
        assertThat(agenda.waiting()).isEqualTo(model.waiting());
        var results = agenda.takeResults();
        assertThat(results).isEqualTo(model.takeExpected());
        senders.forEach(sender -> receive(sender, results));
    }

    private static void receive(Sender sender, Map<Integer, List<FiringResult>> results) {
        for (var result : results.getOrDefault(sender.owner, List.of())) {
            boolean wasOutstanding =
                    sender.outstanding.removeIf(firing -> firing.id().equals(result.firingId()));
            assertThat(wasOutstanding).as("%s ends once", result.firingId()).isTrue();
        }
    }
}
