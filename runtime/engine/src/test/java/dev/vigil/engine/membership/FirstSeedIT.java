package dev.vigil.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.journal.OutageTable.Seen;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One node whose fellow seeds do not answer, and what the database tells it of them. */
class FirstSeedIT {
    private static final int PATIENCE_SECONDS = 60;

    private final AtomicInteger asked = new AtomicInteger();
    private ActorSystem<Void> system;
    private Cluster cluster;

    @BeforeEach
    void start() {
        system = ActorSystem.create(
                Behaviors.empty(), "vigil", ConfigFactory.parseString("""
                        pekko {
                          actor.provider = cluster
                          remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                          cluster { seed-node-timeout = 200ms, jmx.enabled = off }
                          fail-mixed-versions = off
                        }
                        """).withFallback(ConfigFactory.load()));
        cluster = Cluster.get(system);
    }

    @AfterEach
    void stop() throws Exception {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whereNobodyIsAliveItFormsACluster() {
        join(() -> CompletableFuture.completedFuture(List.of(new Seen("127.0.0.1:1", Duration.ofDays(1), false))));
        await("it is a member", this::isMember);
    }

    @Test
    void whereSomebodyIsAliveItFormsNoneUntilNobodyIsAnyMore() {
        var end = new CompletableFuture<Void>();
        join(() -> CompletableFuture.completedFuture(
                List.of(new Seen("127.0.0.1:1", end.isDone() ? Duration.ofSeconds(6) : Duration.ofSeconds(1), false))));
        await("it asks again", () -> asked.get() >= 4 || isMember());
        assertThat(isMember()).isFalse();
        end.complete(null);
        await("it is a member", this::isMember);
    }

    @Test
    void aDatabaseThatFailsOrIsSilentDoesNotLetItFormACluster() {
        var silence = new CompletableFuture<List<Seen>>();
        join(() -> asked.get() <= 3
                ? CompletableFuture.failedFuture(new IllegalStateException("the database is away"))
                : silence);
        await("it has asked four times", () -> asked.get() == 4 || isMember());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
        await("it waits", () -> System.nanoTime() - end >= 0 || isMember());
        assertThat(isMember()).isFalse();
        assertThat(asked).as("one question at a time").hasValue(4);
        silence.complete(List.of());
        await("it is a member", this::isMember);
    }

    private void join(Supplier<CompletionStage<List<Seen>>> nodes) {
        var self = cluster.selfMember().address();
        // Nobody listens on that port.
        var other = new Address(self.protocol(), self.system(), "127.0.0.1", 1);
        system.systemActorOf(
                FirstSeed.create("self", List.of(self, other), () -> {
                    asked.incrementAndGet();
                    return nodes.get();
                }),
                "first-seed",
                Props.empty());
    }

    private boolean isMember() {
        return cluster.selfMember().status().equals(MemberStatus.up());
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time for: %s", what).isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }
}
