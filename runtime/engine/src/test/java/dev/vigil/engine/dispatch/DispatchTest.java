package dev.vigil.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import dev.vigil.engine.tracing.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The actor, with time moved by hand. */
class DispatchTest {
    private static final ActorTestKit KIT = TestSystem.withManualTime();
    private static final ManualTime SCHEDULER = ManualTime.get(KIT.system());
    private static final Duration BOUND = Duration.ofSeconds(20);
    /** How long to look for what must not come. */
    private static final Duration A_WHILE = Duration.ofMillis(50);

    private static final Trigger.Attempt DELIVERED = new Trigger.Delivered();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000); // as a nanosecond clock may stand
    private final CountingMeters meters = new CountingMeters();
    private final AtomicBoolean mayAct = new AtomicBoolean(true);
    private final HeldTrigger held = new HeldTrigger();
    private final TestProbe<Dispatch.Ran> slot = KIT.createTestProbe();

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void firingsThatEndAtOnceAreAnsweredInOneMessage() {
        var dispatch = start(_ -> CompletableFuture.completedFuture(DELIVERED), Firings.policy(1));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 1_000), slot.ref()));
        assertThat(slot.receiveMessage(BOUND).results())
                .hasSize(1_000)
                .startsWith(new FiringResult.Delivered("f0", 1))
                .endsWith(new FiringResult.Delivered("f999", 1));
        assertThat(meters.attempts).hasValue(1_000);
        assertThat(meters.delivered).hasValue(1_000);
        assertThat(meters.lastDelivery).hasValue(Duration.ofSeconds(3));
        assertThat(meters.level).hasValue(new CountingMeters.Level(0, 0));
    }

    @Test
    void aNodeThatMayNotActBeginsNoAttemptUntilItMay() {
        mayAct.set(false);
        var dispatch = start(_ -> CompletableFuture.completedFuture(DELIVERED), Firings.policy(1));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 3), slot.ref()));
        awaitTurn(dispatch);
        pass(Duration.ofSeconds(5));
        awaitTurn(dispatch);
        assertThat(meters.attempts).hasValue(0);
        mayAct.set(true);
        pass(Duration.ofMillis(100));
        assertThat(slot.receiveMessage(BOUND).results()).hasSize(3);
    }

    @Test
    void aNodeThatMayActAgainBetweenTwoLooksBegins() {
        var looks = new AtomicInteger();
        start(_ -> CompletableFuture.completedFuture(DELIVERED), Firings.policy(1), () -> looks.incrementAndGet() > 1)
                .tell(new Dispatch.Run(Firings.many("f", 3), slot.ref()));
        slot.awaitAssert(BOUND, () -> {
            pass(Duration.ofMillis(1));
            assertThat(meters.delivered).hasValue(3);
            return true;
        });
    }

    @Test
    void attemptsPauseWhileTheOutsideIsAwayAndNothingIsLost() {
        var isAway = new AtomicBoolean(true);
        var dispatch = start(
                _ -> CompletableFuture.completedFuture(isAway.get() ? new Trigger.TryAgain("away") : DELIVERED),
                Firings.breaking(2, 4));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 6), slot.ref()));
        awaitTurn(dispatch);
        assertThat(meters.attempts).hasValue(4);
        assertThat(meters.pauses).hasValue(1);
        pass(Duration.ofSeconds(9));
        awaitTurn(dispatch);
        assertThat(meters.attempts).hasValue(4);
        pass(Duration.ofSeconds(1));
        awaitTurn(dispatch);
        assertThat(meters.attempts).as("one has tried").hasValue(5);
        assertThat(meters.pauses).as("it is the same pause").hasValue(1);
        isAway.set(false);
        pass(Duration.ofSeconds(10));
        int answered = 0;
        while (answered < 6) {
            answered += slot.receiveMessage(BOUND).results().size();
            pass(Duration.ofSeconds(1));
        }
        assertThat(meters.resumptions).hasValue(1);
        assertThat(meters.delivered).hasValue(6);
    }

    @Test
    void manyFiringsAreAnsweredInPartsSoThatOthersHaveTheirTurn() {
        var other = KIT.<Dispatch.Ran>createTestProbe();
        var started = new AtomicInteger();
        var startedBeforeOther = new AtomicInteger();
        var bothAsked = new CompletableFuture<Void>();
        var dispatch = start(
                firing -> {
                    bothAsked.join();
                    started.incrementAndGet();
                    if (firing.id().equals("other0")) {
                        startedBeforeOther.set(started.get());
                    }
                    return CompletableFuture.completedFuture(DELIVERED);
                },
                Firings.policy(1));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 20_000), slot.ref()));
        dispatch.tell(new Dispatch.Run(Firings.many("other", 1), other.ref()));
        bothAsked.complete(null);
        assertThat(other.receiveMessage(BOUND).results()).hasSize(1);
        assertThat(startedBeforeOther).hasValueLessThan(5_000);
        int messages = 0;
        for (int answered = 0; answered < 20_000; messages++) {
            answered += slot.receiveMessage(BOUND).results().size();
        }
        assertThat(messages).isBetween(2, 25);
    }

    @Test
    void anAttemptThatHangsTimesOutAndIsMadeAgainWithTheWholePayload() throws Exception {
        var dispatch = start(held, Firings.policy(1));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 1), slot.ref()));
        var first = held.next();
        pass(Duration.ofSeconds(10));
        awaitRetries(1);
        pass(Duration.ofMillis(100));
        var second = held.next();
        assertThat(second.payload()).isEqualTo(first.payload()).isEqualTo("{\"id\":\"f0\"}");
        assertThat(second.firing().id()).isEqualTo(first.firing().id());
        first.end().complete(DELIVERED);
        slot.expectNoMessage(A_WHILE);
        second.end().complete(DELIVERED);
        assertThat(slot.receiveMessage(BOUND).results()).containsExactly(new FiringResult.Delivered("f0", 2));
        assertThat(meters.timeouts).hasValue(1);
        slot.expectNoMessage(A_WHILE);
    }

    @Test
    void aFiringThatHangsEveryTimeIsExhausted() throws Exception {
        var dispatch = start(held, Firings.policy(1, OptionalInt.empty(), Duration.ofSeconds(10), 2));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 1), slot.ref()));
        held.next();
        pass(Duration.ofSeconds(10));
        awaitRetries(1);
        pass(Duration.ofMillis(100));
        held.next();
        pass(Duration.ofSeconds(10));
        assertThat(slot.receiveMessage(BOUND).results())
                .containsExactly(new FiringResult.Exhausted("f0", "no answer within 10000 ms", 2));
        assertThat(meters.exhausted).hasValue(1);
    }

    @Test
    void aTriggerThatThrowsHarmsNoOtherFiring() {
        var dispatch = start(
                firing -> {
                    if (firing.id().equals("f1")) {
                        throw new NoClassDefFoundError("com/example/Client");
                    }
                    return CompletableFuture.completedFuture(DELIVERED);
                },
                Firings.policy(1, OptionalInt.empty(), Duration.ofSeconds(10), 1));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 3), slot.ref()));
        assertThat(slot.receiveMessage(BOUND).results())
                .containsExactly(
                        new FiringResult.Delivered("f0", 1),
                        new FiringResult.Exhausted("f1", "java.lang.NoClassDefFoundError: com/example/Client", 1),
                        new FiringResult.Delivered("f2", 1));
    }

    @Test
    void theRateIsKeptByTheClockAlone() {
        var dispatch = start(
                _ -> CompletableFuture.completedFuture(DELIVERED),
                Firings.policy(9, OptionalInt.of(10), Duration.ofSeconds(10), 1));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 25), slot.ref()));
        assertThat(slot.receiveMessage(BOUND).results()).hasSize(10);
        pass(Duration.ofMillis(999));
        awaitTurn(dispatch);
        slot.expectNoMessage(A_WHILE);
        pass(Duration.ofMillis(1));
        assertThat(slot.receiveMessage(BOUND).results()).hasSize(10);
        pass(Duration.ofSeconds(1));
        assertThat(slot.receiveMessage(BOUND).results()).hasSize(5);
    }

    @Test
    void aRetryIsMadeInTimeWhileAnotherAttemptRunsForLonger() throws Exception {
        var dispatch = start(held, Firings.policy(2));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 2), slot.ref()));
        held.next();
        var second = held.next();
        second.end().complete(new Trigger.TryAgain("later"));
        slot.awaitAssert(BOUND, () -> {
            assertThat(meters.level).hasValue(new CountingMeters.Level(1, 1));
            return true;
        });
        pass(Duration.ofMillis(100));
        assertThat(held.next().firing().id()).isEqualTo(second.firing().id());
    }

    @Test
    void asManyAttemptsRunAsMay() throws Exception {
        var dispatch = start(held, Firings.policy(5_000));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 6_000), slot.ref()));
        for (int i = 0; i < 5_000; i++) {
            assertThat(held.next().firing().id()).isEqualTo("f" + i);
        }
        awaitTurn(dispatch);
        assertThat(held.hasMore()).isFalse();
    }

    @Test
    void whatIsRefusedIsCountedAsRefused() throws Exception {
        var dispatch = start(held, Firings.policy(1));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 1), slot.ref()));
        held.next().end().complete(new Trigger.Refused("no"));
        assertThat(slot.receiveMessage(BOUND).results()).containsExactly(new FiringResult.Exhausted("f0", "no", 1));
        assertThat(meters.refused).hasValue(1);
    }

    @Test
    void aSlotThatCancelledIsAnsweredNoMoreAndItsPlaceInTheTriggerIsFreeAgain() throws Exception {
        var dispatch = start(held, Firings.policy(1));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 3), slot.ref()));
        var running = held.next();
        dispatch.tell(new Dispatch.Cancel(slot.ref()));
        slot.awaitAssert(BOUND, () -> {
            assertThat(meters.level).hasValue(new CountingMeters.Level(1, 0));
            return true;
        });
        var next = KIT.<Dispatch.Ran>createTestProbe();
        dispatch.tell(new Dispatch.Run(Firings.many("g", 1), next.ref()));
        running.end().complete(DELIVERED);
        var other = held.next();
        assertThat(other.firing().id()).isEqualTo("g0");
        other.end().complete(DELIVERED);
        assertThat(next.receiveMessage(BOUND).results()).containsExactly(new FiringResult.Delivered("g0", 1));
        slot.expectNoMessage(A_WHILE);
    }

    @Test
    void whatASlotThatStoppedHadSentIsDropped() throws Exception {
        var dispatch = start(held, Firings.policy(1));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 3), slot.ref()));
        var running = held.next();
        slot.stop();
        slot.awaitAssert(BOUND, () -> {
            assertThat(meters.level).hasValue(new CountingMeters.Level(1, 0));
            return true;
        });
        running.end().complete(DELIVERED);
        dispatch.tell(new Dispatch.Run(
                Firings.many("g", 1), KIT.<Dispatch.Ran>createTestProbe().ref()));
        assertThat(held.next().firing().id()).isEqualTo("g0");
    }

    @Test
    void aFiringSentAgainByANewIncarnationRunsOnceAndIsAnsweredToIt() throws Exception {
        var dispatch = start(held, Firings.policy(4));
        dispatch.tell(new Dispatch.Run(Firings.many("f", 1), slot.ref()));
        var running = held.next();
        var next = KIT.<Dispatch.Ran>createTestProbe();
        dispatch.tell(new Dispatch.Run(Firings.many("f", 1), next.ref()));
        dispatch.tell(new Dispatch.Cancel(slot.ref()));
        dispatch.tell(new Dispatch.Run(Firings.many("g", 1), next.ref()));
        assertThat(held.next().firing().id()).isEqualTo("g0");
        running.end().complete(DELIVERED);
        assertThat(next.receiveMessage(BOUND).results()).containsExactly(new FiringResult.Delivered("f0", 1));
        slot.expectNoMessage(A_WHILE);
    }

    @Test
    void drainingStartsNothingMoreAnswersWhatRanAndStops() throws Exception {
        var dispatch = start(held, Firings.policy(1));
        var node = KIT.<Dispatch.Drained>createTestProbe();
        dispatch.tell(new Dispatch.Run(Firings.many("f", 2), slot.ref()));
        var running = held.next();
        dispatch.tell(new Dispatch.Drain(Duration.ofSeconds(5), node.ref()));
        node.expectNoMessage(A_WHILE);
        running.end().complete(DELIVERED);
        assertThat(slot.receiveMessage(BOUND).results()).containsExactly(new FiringResult.Delivered("f0", 1));
        assertThat(node.receiveMessage(BOUND)).isEqualTo(new Dispatch.Drained(0));
        node.expectTerminated(dispatch, BOUND);
        assertThat(held.hasMore()).isFalse();
    }

    @Test
    void drainingGivesUpInTimeOnWhatHangsAndSaysSoToAllWhoAsked() throws Exception {
        var dispatch = start(held, Firings.policy(2));
        var node = KIT.<Dispatch.Drained>createTestProbe();
        var alsoNode = KIT.<Dispatch.Drained>createTestProbe();
        dispatch.tell(new Dispatch.Run(Firings.many("f", 3), slot.ref()));
        held.next();
        held.next();
        dispatch.tell(new Dispatch.Drain(Duration.ofSeconds(5), node.ref()));
        dispatch.tell(new Dispatch.Drain(Duration.ofHours(5), alsoNode.ref()));
        dispatch.tell(new Dispatch.Run(Firings.many("last", 1), slot.ref()));
        slot.awaitAssert(BOUND, () -> {
            assertThat(meters.level).hasValue(new CountingMeters.Level(2, 2));
            return true;
        });
        pass(Duration.ofSeconds(5));
        assertThat(node.receiveMessage(BOUND)).isEqualTo(new Dispatch.Drained(2));
        assertThat(alsoNode.receiveMessage(BOUND)).isEqualTo(new Dispatch.Drained(2));
        node.expectTerminated(dispatch, BOUND);
    }

    @Test
    void drainingWithNothingUnderWayStopsAtOnce() {
        var dispatch = start(held, Firings.policy(1));
        var node = KIT.<Dispatch.Drained>createTestProbe();
        dispatch.tell(new Dispatch.Drain(Duration.ZERO, node.ref()));
        assertThat(node.receiveMessage(BOUND)).isEqualTo(new Dispatch.Drained(0));
        node.expectTerminated(dispatch, BOUND);
    }

    @Test
    void theListOfAMessageIsItsOwn() {
        var firings = new ArrayList<Firing>(Firings.many("f", 1));
        var run = new Dispatch.Run(firings, slot.ref());
        firings.clear();
        assertThat(run.firings()).hasSize(1);
        var results = new ArrayList<FiringResult>(List.of(new FiringResult.Delivered("f0", 1)));
        var ran = new Dispatch.Ran(results);
        results.clear();
        assertThat(ran.results()).hasSize(1);
    }

    private ActorRef<Dispatch.Command> start(Trigger trigger, TriggerPolicy policy) {
        return start(trigger, policy, mayAct::get);
    }

    private ActorRef<Dispatch.Command> start(Trigger trigger, TriggerPolicy policy, BooleanSupplier mayStart) {
        var threeSecondsLater = InstantSource.fixed(Firings.DECIDED.plusSeconds(3));
        var time = new Dispatch.Time(threeSecondsLater, nanos::get, new SplittableRandom(1));
        return KIT.spawn(Dispatch.create(new TriggerBinding(trigger, policy), meters, Tracing.OFF, time, mayStart));
    }

    private void awaitRetries(int retries) {
        slot.awaitAssert(BOUND, () -> {
            assertThat(meters.retries).hasValue(retries);
            assertThat(meters.level).hasValue(new CountingMeters.Level(0, 1));
            return true;
        });
    }

    /** Waits until the dispatch has dealt with what it had been sent. */
    private void awaitTurn(ActorRef<Dispatch.Command> dispatch) {
        int turns = meters.turns.get();
        dispatch.tell(new Dispatch.Cancel(KIT.<Dispatch.Ran>createTestProbe().ref()));
        slot.awaitAssert(BOUND, () -> {
            assertThat(meters.turns).hasValueGreaterThan(turns);
            return true;
        });
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        SCHEDULER.timePasses(time);
    }
}
