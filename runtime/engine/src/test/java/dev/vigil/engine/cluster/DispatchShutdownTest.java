package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import dev.vigil.engine.dispatch.Dispatch;
import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.dispatch.MicrometerDispatchMeters;
import dev.vigil.engine.dispatch.TriggerBinding;
import dev.vigil.engine.dispatch.TriggerPolicy;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatchShutdownTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final ActorTestKit kit = ActorTestKit.create(
            "shutdown", ConfigFactory.parseString("pekko { fail-mixed-versions = off, loglevel = WARNING }"));
    private final OneAttempt trigger = new OneAttempt();

    /** Makes one attempt that ends when it is told to. */
    private static final class OneAttempt implements Trigger {
        private final CountDownLatch started = new CountDownLatch(1);
        private final CompletableFuture<Attempt> end = new CompletableFuture<>();
        private final CompletableFuture<Boolean> closedAfterEnd = new CompletableFuture<>();

        @Override
        public CompletionStage<Attempt> fire(Firing firing) {
            started.countDown();
            return end;
        }

        @Override
        public void close() {
            closedAfterEnd.complete(end.isDone());
        }
    }

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void anAttemptUnderWayEndsAndIsToldBeforeItsTriggerIsClosed() throws Exception {
        var slot = kit.<Dispatch.Ran>createTestProbe();
        var dispatch = dispatch();
        DispatchShutdown.arrange(kit.system(), Map.of("pager", dispatch), Map.of("pager", trigger));
        dispatch.tell(new Dispatch.Run(List.of(firing("f0")), slot.ref()));
        assertThat(trigger.started.await(20, TimeUnit.SECONDS)).isTrue();
        var down = CoordinatedShutdown.get(kit.system()).runAll(CoordinatedShutdown.unknownReason());
        trigger.end.complete(new Trigger.Delivered());
        assertThat(slot.receiveMessage(BOUND).results()).contains(new FiringResult.Delivered("f0", 1));
        down.toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(trigger.closedAfterEnd.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDispatchThatEndsByItselfStopsTheNode() throws Exception {
        ActorRef<Dispatch.Command> dying = kit.spawn(Behaviors.receiveMessage(_ -> Behaviors.stopped()));
        DispatchShutdown.arrange(kit.system(), Map.of("pager", dying), Map.of("pager", trigger));
        dying.tell(new Dispatch.Cancel(kit.<Dispatch.Ran>createTestProbe().ref()));
        kit.system().getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(trigger.closedAfterEnd).isDone();
    }

    private ActorRef<Dispatch.Command> dispatch() {
        var retry = new TriggerPolicy.Retry(1, Duration.ofMillis(10), Duration.ofSeconds(1), 0);
        var policy = new TriggerPolicy(1, OptionalInt.empty(), Duration.ofSeconds(10), retry);
        var time = new Dispatch.Time(InstantSource.system(), System::nanoTime, new SplittableRandom(1));
        var meters = new MicrometerDispatchMeters(new SimpleMeterRegistry(), "pager");
        return kit.spawn(Dispatch.create(new TriggerBinding(trigger, policy), meters, Tracing.OFF, time, () -> true));
    }

    private static Firing firing(String id) {
        return new Firing(id, "pager", "readings", id, ByteBuffer.wrap(new byte[] {'{', '}'}), Instant.EPOCH);
    }
}
