package dev.vigil.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class AgendaTest {
    private static final long MILLI = 1_000_000;
    private static final Trigger.Attempt DELIVERED = new Trigger.Delivered();
    private static final Trigger.Attempt FAILED = new Trigger.TryAgain("later");
    private static final Trigger.Attempt UNSENDABLE = new Trigger.Unsendable("no field");

    @Property(tries = 2_000)
    void itDoesWhatTheModelAllowsAndAllThatItDemands(@ForAll long seed) {
        var world = new AgendaWorld(seed);
        for (int i = 0; i < 120; i++) {
            world.act();
        }
        world.finish();
    }

    @Property(tries = 500)
    void slotsThatAllHaveFiringsReadyGetAttemptsInTurn(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        int slots = random.nextInt(2, 8);
        var agenda = new Agenda<Integer>(Firings.policy(random.nextInt(1, 4)), random.split());
        var left = new HashMap<Integer, Integer>();
        for (int slot = 0; slot < slots; slot++) {
            int count = random.nextInt(1, 200);
            left.put(slot, count);
            agenda.take(Firings.many(slot + "-", count), slot);
        }
        var served = new ArrayList<Integer>();
        for (var flight = agenda.next(0); flight != null; flight = agenda.next(0)) {
            int slot = flight.task.owners.getFirst();
            int since = served.lastIndexOf(slot);
            var between = served.subList(since + 1, served.size());
            assertThat(between).doesNotHaveDuplicates().hasSizeLessThan(slots);
            served.add(slot);
            left.merge(slot, -1, Integer::sum);
            agenda.end(flight, DELIVERED, 0);
        }
        assertThat(left.values()).containsOnly(0);
    }

    @Example
    void aSlotWhoseFiringsAllFailDoesNotHoldUpAnother() {
        var agenda = agenda(Firings.policy(2));
        agenda.take(Firings.many("bad", 1_000), 1);
        for (var flight = agenda.next(0); flight != null; flight = agenda.next(0)) {
            agenda.end(flight, FAILED, 0);
        }
        agenda.take(Firings.many("good", 1), 2);
        assertThat(firingIds(agenda, 0)).containsExactly("good0");
    }

    @Example
    void aKeyWaitsForItsFirstFiringWhileItIsTriedAgainAndOthersDoNot() {
        var agenda = agenda(Firings.policy(8));
        agenda.take(List.of(Firings.of("alarm", "a"), Firings.of("recovered", "a"), Firings.of("other", "b")), 1);
        var first = start(agenda, 0);
        assertThat(first.firing().id()).isEqualTo("alarm");
        assertThat(start(agenda, 0).firing().id()).isEqualTo("other");
        assertThat(agenda.next(0)).isNull();

        agenda.end(first, FAILED, 0);
        assertThat(agenda.next(100 * MILLI - 1)).isNull();
        assertThat(agenda.dueNanos()).isEqualTo(100 * MILLI);
        var second = start(agenda, 100 * MILLI);
        assertThat(second.firing().id()).isEqualTo("alarm");
        agenda.end(second, DELIVERED, 100 * MILLI);
        assertThat(firingIds(agenda, 100 * MILLI)).containsExactly("recovered");
    }

    @Example
    void theSameKeyOfAnotherSensorIsAnotherKey() {
        var agenda = agenda(Firings.policy(8));
        agenda.take(List.of(Firings.of("1", "heat", "a"), Firings.of("2", "smoke", "a")), 1);
        assertThat(firingIds(agenda, 0)).containsExactly("1", "2");
    }

    @Example
    void aFiringThatIsSentAgainWhileItRunsIsAnsweredToBothAndRunOnce() {
        var agenda = agenda(Firings.policy(8));
        agenda.take(Firings.many("f", 1), 1);
        var flight = start(agenda, 0);
        agenda.take(Firings.many("f", 1), 2);
        agenda.take(Firings.many("f", 1), 2);
        assertThat(agenda.next(0)).isNull();
        agenda.end(flight, DELIVERED, 0);
        var result = new FiringResult.Delivered("f0", 1);
        assertThat(agenda.takeResults())
                .containsOnlyKeys(1, 2)
                .containsEntry(1, List.of(result))
                .containsEntry(2, List.of(result));
    }

    @Example
    void anAttemptOfASlotThatLeftIsTakenOverByTheSlotThatReturns() {
        var agenda = agenda(Firings.policy(8));
        agenda.take(Firings.many("f", 1), 1);
        var flight = start(agenda, 0);
        agenda.cancel(1);
        agenda.take(Firings.many("f", 1), 2);
        assertThat(agenda.next(0)).isNull();
        assertThat(agenda.end(flight, FAILED, 0)).isEqualTo(Verdict.RETRIED);
        agenda.end(start(agenda, 100 * MILLI), DELIVERED, 100 * MILLI);
        assertThat(agenda.takeResults())
                .containsOnlyKeys(2)
                .containsEntry(2, List.of(new FiringResult.Delivered("f0", 2)));
    }

    @Example
    void anAttemptOfASlotThatLeftEndsWithoutAnotherAndWithoutAnswer() {
        var agenda = agenda(Firings.policy(1));
        agenda.take(Firings.many("f", 3), 1);
        var flight = start(agenda, 0);
        agenda.cancel(1);
        assertThat(agenda.waiting()).isZero();
        assertThat(agenda.end(flight, FAILED, 0)).isEqualTo(Verdict.ABANDONED);
        assertThat(agenda.takeResults()).isEmpty();
        assertThat(agenda.dueNanos()).isEqualTo(Agenda.NEVER);
    }

    @Example
    void aSlotThatLeftIsNotAnsweredForWhatHadJustEnded() {
        var agenda = agenda(Firings.policy(1));
        agenda.take(Firings.many("f", 1), 1);
        agenda.end(start(agenda, 0), DELIVERED, 0);
        agenda.cancel(1);
        assertThat(agenda.takeResults()).isEmpty();
    }

    @Example
    void theLastFailureNamesItsCauseAndTheAttempts() {
        var agenda = agenda(Firings.policy(1, OptionalInt.empty(), Duration.ofSeconds(1), 2));
        agenda.take(Firings.many("f", 1), 1);
        agenda.end(start(agenda, 0), FAILED, 0);
        long later = 100 * MILLI;
        assertThat(agenda.end(start(agenda, later), new Trigger.TryAgain("gone"), later))
                .isEqualTo(Verdict.EXHAUSTED);
        assertThat(agenda.takeResults()).containsEntry(1, List.of(new FiringResult.Exhausted("f0", "gone", 2)));
    }

    @Example
    void whatIsRefusedIsNotTriedAgain() {
        var agenda = agenda(Firings.policy(1));
        agenda.take(Firings.many("f", 1), 1);
        assertThat(agenda.end(start(agenda, 0), new Trigger.Refused("404"), 0)).isEqualTo(Verdict.REFUSED);
        assertThat(agenda.takeResults()).containsEntry(1, List.of(new FiringResult.Exhausted("f0", "404", 1)));
    }

    @Example
    void anAttemptIsOverdueAtItsTimeoutAndItsEndAfterwardsChangesNothing() {
        var agenda = agenda(Firings.policy(1));
        agenda.take(Firings.many("f", 1), 1);
        var flight = start(agenda, 5);
        long deadline = 5 + Duration.ofSeconds(10).toNanos();
        assertThat(agenda.dueNanos()).isEqualTo(deadline);
        assertThat(agenda.overdue(deadline - 1)).isNull();
        assertThat(agenda.overdue(deadline)).isSameAs(flight);
        assertThat(agenda.end(flight, FAILED, deadline)).isEqualTo(Verdict.RETRIED);
        assertThat(agenda.end(flight, DELIVERED, deadline)).isEqualTo(Verdict.LATE);
        assertThat(agenda.takeResults()).isEmpty();
        assertThat(agenda.waiting()).isOne();
    }

    @Example
    void retriesCountAgainstTheRate() {
        var agenda = agenda(Firings.policy(8, OptionalInt.of(2), Duration.ofSeconds(10), 3));
        agenda.take(Firings.many("f", 2), 1);
        agenda.end(start(agenda, 0), FAILED, 0);
        agenda.end(start(agenda, 0), FAILED, 0);
        assertThat(agenda.next(500 * MILLI)).isNull();
        assertThat(agenda.dueNanos()).isEqualTo(1_000 * MILLI);
        assertThat(firingIds(agenda, 1_000 * MILLI)).hasSize(2);
    }

    @Example
    void whileTheOutsideIsAwayFiringsWaitUncountedAndOneAtATimeTries() {
        var agenda = agenda(Firings.breaking(4, 3));
        agenda.take(Firings.many("f", 8), 1);
        for (int i = 0; i < 3; i++) {
            agenda.end(start(agenda, 0), FAILED, 0);
        }
        assertThat(agenda.breaker()).isEqualTo(Breaker.State.OPEN);
        assertThat(agenda.next(9_999 * MILLI)).isNull();
        assertThat(agenda.dueNanos()).isEqualTo(10_000 * MILLI);

        var probe = start(agenda, 10_000 * MILLI);
        assertThat(agenda.breaker()).isEqualTo(Breaker.State.HALF_OPEN);
        assertThat(agenda.next(10_000 * MILLI)).isNull();
        agenda.end(probe, FAILED, 11_000 * MILLI);
        assertThat(agenda.next(20_999 * MILLI)).isNull();

        agenda.end(start(agenda, 21_000 * MILLI), DELIVERED, 21_000 * MILLI);
        assertThat(agenda.breaker()).isEqualTo(Breaker.State.CLOSED);
        assertThat(firingIds(agenda, 21_000 * MILLI)).hasSize(4);
        assertThat(agenda.waiting()).isEqualTo(3);
    }

    @Example
    void anAttemptThatBeganBeforeThePauseEndsItWithAnAnswerAndDoesNotProlongIt() {
        var agenda = agenda(Firings.breaking(4, 2));
        agenda.take(Firings.many("f", 8), 1);
        var slow = start(agenda, 0);
        var slower = start(agenda, 0);
        agenda.end(start(agenda, 0), FAILED, 0);
        agenda.end(start(agenda, 0), FAILED, 0);
        agenda.end(slow, FAILED, 5_000 * MILLI);
        assertThat(agenda.next(6_000 * MILLI)).isNull();
        assertThat(agenda.dueNanos()).isEqualTo(10_000 * MILLI);
        agenda.end(slower, new Trigger.Refused("400"), 6_000 * MILLI);
        assertThat(agenda.breaker()).isEqualTo(Breaker.State.CLOSED);
        assertThat(agenda.next(6_000 * MILLI)).isNotNull();
    }

    @Example
    void aProbeWhoseSlotHasLeftStillDecides() {
        var agenda = agenda(Firings.breaking(4, 1));
        agenda.take(Firings.many("f", 2), 1);
        agenda.end(start(agenda, 0), FAILED, 0);
        var probe = start(agenda, 10_000 * MILLI);
        agenda.cancel(1);
        agenda.take(Firings.many("g", 1), 2);
        assertThat(agenda.next(15_000 * MILLI)).isNull();
        assertThat(agenda.overdue(20_000 * MILLI)).isSameAs(probe);
        agenda.end(probe, FAILED, 20_000 * MILLI);
        assertThat(agenda.dueNanos()).isEqualTo(30_000 * MILLI);
        assertThat(start(agenda, 30_000 * MILLI).firing().id()).isEqualTo("g0");
    }

    @Example
    void aFiringThatIsAloneIsNotGivenUpWhileTheOutsideIsAway() {
        var agenda = agenda(Firings.breaking(1, 20, 20));
        agenda.take(Firings.many("f", 1), 1);
        var now = new AtomicLong();
        for (int i = 0; i < 10_000; i++) {
            assertThat(failNext(agenda, now)).isEqualTo(Verdict.RETRIED);
        }
        assertThat(now).hasValueGreaterThan(Duration.ofDays(1).toNanos());
        agenda.end(startWhenDue(agenda, now), DELIVERED, now.get());
        assertThat(agenda.takeResults()).containsEntry(1, List.of(new FiringResult.Delivered("f0", 10_001)));
    }

    @Example
    void attemptsThatFailAfterTheOneThatPausedThemExhaustNothing() {
        var agenda = agenda(Firings.breaking(3, 2, 1));
        agenda.take(Firings.many("f", 3), 1);
        var first = start(agenda, 0);
        var second = start(agenda, 0);
        var third = start(agenda, 0);
        assertThat(agenda.end(first, FAILED, 0)).isEqualTo(Verdict.EXHAUSTED);
        assertThat(agenda.end(second, FAILED, 0)).isEqualTo(Verdict.RETRIED);
        assertThat(agenda.end(third, FAILED, 0)).isEqualTo(Verdict.RETRIED);
    }

    @Example
    void aFiringThatFailsOfItselfIsGivenUpOnceAnotherHasBeenAnswered() {
        var agenda = agenda(Firings.breaking(1, 5, 5));
        agenda.take(Firings.many("bad", 1), 1);
        var now = new AtomicLong();
        for (int i = 0; i < 10; i++) {
            assertThat(failNext(agenda, now)).isEqualTo(Verdict.RETRIED);
        }
        agenda.take(Firings.many("good", 1), 2);
        agenda.end(startWhenDue(agenda, now), DELIVERED, now.get());
        assertThat(agenda.takeResults()).containsOnlyKeys(2);
        assertThat(failNext(agenda, now)).isEqualTo(Verdict.EXHAUSTED);
        assertThat(agenda.takeResults()).containsEntry(1, List.of(new FiringResult.Exhausted("bad0", "later", 11)));
    }

    @Example
    void aFiringOfWhichEachFailurePausesAttemptsIsGivenUpThough() {
        var agenda = agenda(Firings.breaking(1, 1, 3));
        agenda.take(Firings.many("bad", 1), 1);
        var now = new AtomicLong();
        for (int i = 0; i < 3; i++) {
            assertThat(failNext(agenda, now)).isEqualTo(Verdict.RETRIED);
            agenda.take(Firings.many("good" + i, 1), 2);
            agenda.end(startWhenDue(agenda, now), DELIVERED, now.get());
            assertThat(agenda.takeResults()).containsOnlyKeys(2);
        }
        assertThat(failNext(agenda, now)).isEqualTo(Verdict.EXHAUSTED);
        assertThat(agenda.takeResults().get(1)).containsExactly(new FiringResult.Exhausted("bad0", "later", 4));
    }

    @Example
    void whatNeverCameToTheOutsideSaysNothingOfIt() {
        var agenda = agenda(Firings.breaking(1, 2));
        agenda.take(Firings.many("f", 6), 1);
        agenda.end(start(agenda, 0), FAILED, 0);
        assertThat(agenda.end(start(agenda, 0), UNSENDABLE, 0)).isEqualTo(Verdict.REFUSED);
        agenda.end(start(agenda, 0), FAILED, 0);
        assertThat(agenda.breaker()).as("two in a row").isEqualTo(Breaker.State.OPEN);
        assertThat(agenda.takeResults()).containsEntry(1, List.of(new FiringResult.Exhausted("f1", "no field", 1)));

        var probe = start(agenda, 10_000 * MILLI);
        assertThat(agenda.end(probe, UNSENDABLE, 11_000 * MILLI)).isEqualTo(Verdict.REFUSED);
        assertThat(agenda.breaker()).isEqualTo(Breaker.State.OPEN);
        agenda.end(start(agenda, 11_000 * MILLI), FAILED, 11_000 * MILLI);
        assertThat(agenda.next(20_999 * MILLI)).isNull();
        agenda.end(start(agenda, 21_000 * MILLI), DELIVERED, 21_000 * MILLI);
        assertThat(agenda.breaker()).isEqualTo(Breaker.State.CLOSED);
    }

    @Example
    void nothingStartsOnceItIsClosed() {
        var agenda = agenda(Firings.policy(1));
        agenda.take(Firings.many("f", 2), 1);
        var flight = start(agenda, 0);
        agenda.close();
        agenda.end(flight, DELIVERED, 0);
        assertThat(agenda.next(0)).isNull();
        assertThat(agenda.dueNanos()).isEqualTo(Agenda.NEVER);
        assertThat(agenda.takeResults()).containsOnlyKeys(1);
    }

    private static Agenda<Integer> agenda(TriggerPolicy policy) {
        return new Agenda<>(policy, new SplittableRandom(1));
    }

    private static Flight<Integer> start(Agenda<Integer> agenda, long now) {
        var flight = agenda.next(now);
        assertThat(flight).as("a flight").isNotNull();
        return flight;
    }

    /** The next attempt, as soon as one may be made. */
    private static Flight<Integer> startWhenDue(Agenda<Integer> agenda, AtomicLong now) {
        var flight = agenda.next(now.get());
        while (flight == null) {
            now.set(agenda.dueNanos());
            assertThat(now).as("something is due").hasValueLessThan(Agenda.NEVER);
            flight = agenda.next(now.get());
        }
        return flight;
    }

    private static Verdict failNext(Agenda<Integer> agenda, AtomicLong now) {
        return agenda.end(startWhenDue(agenda, now), FAILED, now.get());
    }

    private static List<String> firingIds(Agenda<Integer> agenda, long now) {
        var ids = new ArrayList<String>();
        for (var flight = agenda.next(now); flight != null; flight = agenda.next(now)) {
            ids.add(flight.firing().id());
        }
        return ids;
    }
}
