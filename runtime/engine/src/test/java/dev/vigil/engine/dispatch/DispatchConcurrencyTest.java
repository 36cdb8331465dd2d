package dev.vigil.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import dev.vigil.engine.tracing.Tracing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The actor with real time and attempts that end on other threads. */
class DispatchConcurrencyTest {
    private static final ActorTestKit KIT = TestSystem.withRealTime();
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int CONCURRENCY = 16;

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void noEndIsLostOfAttemptsThatEndOnManyThreads() {
        try (var threads = Executors.newFixedThreadPool(4)) {
            var trigger = new BusyTrigger(threads);
            var policy = new TriggerPolicy(
                    CONCURRENCY,
                    OptionalInt.empty(),
                    Duration.ofSeconds(50),
                    new TriggerPolicy.Retry(20, Duration.ZERO, Duration.ofMillis(2), 1));
            var dispatch = KIT.spawn(Dispatch.create(
                    new TriggerBinding(trigger, policy),
                    new CountingMeters(),
                    Tracing.OFF,
                    new Dispatch.Time(() -> Firings.DECIDED, System::nanoTime, new SplittableRandom(1)),
                    () -> true));
            var slots = IntStream.range(0, 4)
                    .mapToObj(_ -> KIT.<Dispatch.Ran>createTestProbe())
                    .toList();
            for (int i = 0; i < 50; i++) {
                for (int slot = 0; slot < slots.size(); slot++) {
                    dispatch.tell(
                            new Dispatch.Run(firings(slot, i), slots.get(slot).ref()));
                }
            }
            slots.forEach(slot -> assertThat(results(slot, 50 * 200)).isEqualTo(50 * 200));
            assertThat(trigger.mostRunning).hasValueLessThanOrEqualTo(CONCURRENCY);
            assertThat(trigger.overlaps).hasValue(0);
        }
    }

    @Test
    void attemptsThatNeverEndTimeOutByTheRealClock() {
        var policy = new TriggerPolicy(
                10,
                OptionalInt.empty(),
                Duration.ofMillis(20),
                new TriggerPolicy.Retry(2, Duration.ofMillis(10), Duration.ofMillis(20), 0.5));
        var dispatch = KIT.spawn(Dispatch.create(
                new TriggerBinding(_ -> new CompletableFuture<>(), policy),
                new CountingMeters(),
                Tracing.OFF,
                new Dispatch.Time(InstantSource.system(), System::nanoTime, new SplittableRandom(1)),
                () -> true));
        var slot = KIT.<Dispatch.Ran>createTestProbe();
        long began = System.nanoTime();
        dispatch.tell(new Dispatch.Run(Firings.many("f", 30), slot.ref()));
        var causes = new HashMap<String, Integer>();
        for (int ended = 0; ended < 30; ) {
            var results = slot.receiveMessage(BOUND).results();
            ended += results.size();
            results.forEach(result -> causes.merge(((FiringResult.Exhausted) result).cause(), 1, Integer::sum));
        }
        assertThat(causes).containsExactly(Map.entry("no answer within 20 ms", 30));
        // 60 attempts of 20 ms, ten at a time, cannot take less; that they take little more would be a race with the
        // machine.
        assertThat(System.nanoTime() - began)
                .isGreaterThanOrEqualTo(Duration.ofMillis(120).toNanos());
    }

    @Test
    void timesBeyondWhatTheSchedulerTakesAreNoTrouble() throws Exception {
        var held = new HeldTrigger();
        var dispatch = KIT.spawn(Dispatch.create(
                new TriggerBinding(held, Firings.policy(1, OptionalInt.empty(), Duration.ofDays(365), 1)),
                new CountingMeters(),
                Tracing.OFF,
                new Dispatch.Time(InstantSource.system(), System::nanoTime, new SplittableRandom(1)),
                () -> true));
        var slot = KIT.<Dispatch.Ran>createTestProbe();
        var node = KIT.<Dispatch.Drained>createTestProbe();
        dispatch.tell(new Dispatch.Run(Firings.many("f", 1), slot.ref()));
        dispatch.tell(new Dispatch.Drain(Duration.ofDays(100_000), node.ref()));
        held.next().end().complete(new Trigger.Delivered());
        assertThat(slot.receiveMessage(BOUND).results()).containsExactly(new FiringResult.Delivered("f0", 1));
        assertThat(node.receiveMessage(BOUND)).isEqualTo(new Dispatch.Drained(0));
    }

    @Test
    void aDrainWithoutPatienceStopsAtOnce() throws Exception {
        var held = new HeldTrigger();
        var dispatch = KIT.spawn(Dispatch.create(
                new TriggerBinding(held, Firings.policy(1)),
                new CountingMeters(),
                Tracing.OFF,
                new Dispatch.Time(InstantSource.system(), System::nanoTime, new SplittableRandom(1)),
                () -> true));
        var node = KIT.<Dispatch.Drained>createTestProbe();
        dispatch.tell(new Dispatch.Run(
                Firings.many("f", 1), KIT.<Dispatch.Ran>createTestProbe().ref()));
        held.next();
        dispatch.tell(new Dispatch.Drain(Duration.ofSeconds(-1), node.ref()));
        assertThat(node.receiveMessage(BOUND)).isEqualTo(new Dispatch.Drained(1));
    }

    private static List<Firing> firings(int slot, int round) {
        return IntStream.range(0, 200)
                .mapToObj(i -> Firings.of(slot + "-" + round + "-" + i, slot + "-" + i % 20))
                .toList();
    }

    private static int results(TestProbe<Dispatch.Ran> slot, int expected) {
        var ids = new HashSet<String>();
        for (int count = 0; count < expected; ) {
            var results = slot.receiveMessage(BOUND).results();
            count += results.size();
            assertThat(results).hasOnlyElementsOfType(FiringResult.Delivered.class);
            results.forEach(result -> ids.add(result.firingId()));
        }
        return ids.size();
    }

    /** Ends attempts on other threads or at once, and fails some; watches for what must never be. */
    private static final class BusyTrigger implements Trigger {
        private final Executor threads;
        private final AtomicInteger attempts = new AtomicInteger();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger mostRunning = new AtomicInteger();
        private final AtomicInteger overlaps = new AtomicInteger();
        private final Set<String> keys = ConcurrentHashMap.newKeySet();

        private BusyTrigger(Executor threads) {
            this.threads = threads;
        }

        @Override
        public CompletionStage<Attempt> fire(Firing firing) {
            mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
            if (!keys.add(firing.key())) {
                overlaps.incrementAndGet();
            }
            int attempt = attempts.incrementAndGet();
            return attempt % 3 == 0
                    ? CompletableFuture.completedFuture(end(firing, attempt))
                    : CompletableFuture.supplyAsync(() -> end(firing, attempt), threads);
        }

        private Attempt end(Firing firing, int attempt) {
            keys.remove(firing.key());
            running.decrementAndGet();
            return attempt % 7 == 0 ? new TryAgain("busy") : new Delivered();
        }
    }
}
