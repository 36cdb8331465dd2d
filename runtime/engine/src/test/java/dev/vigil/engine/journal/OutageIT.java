package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.EngineSettings;
import dev.vigil.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a journal does while its database is away, and after. */
class OutageIT {
    private static final Duration BOUND = Duration.ofSeconds(5);

    private final TestPostgres postgres = TestPostgres.startDurable();
    private final EngineSettings.Journal settings =
            new EngineSettings.Journal(postgres.url(), postgres.user(), postgres.password(), 4);

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void aWriteFailsInTimeAndTheNextJournalRecoversSoonAfterTheDatabaseIsBack() throws Exception {
        try (var node = TestNode.open(settings)) {
            var first = node.recovered(1);
            var second = node.recovered(2);
            first.appended("r1", "state0");
            second.appended("r1");
            postgres.kill();
            failsInTime(first);
            assertThat(reachable(node)).isFalse();
            long attempts = recoverInVainFor(node, Duration.ofSeconds(12));
            assertThat(attempts).isPositive();
            failsInTime(second);
            postgres.restart();
            var back = Instant.now();

            var next = recoverAtLast(node);
            assertThat(Duration.between(back, Instant.now())).isLessThan(BOUND);
            assertThat(reachable(node)).isTrue();
            assertThat(next.recovered().subList(0, 2)).containsExactly("snapshot state0", "r1");
            next.appended("r3");
            assertThat(node.recovered(2).recovered()).startsWith("r1");
        }
    }

    private static void failsInTime(TestOwner owner) throws InterruptedException {
        var asked = Instant.now();
        owner.append("r2");
        var failed = owner.await(Journal.Failed.class);
        assertThat(failed.corrupt()).isFalse();
        assertThat(Duration.between(asked, Instant.now())).isLessThan(BOUND);
    }

    /** As an owner does it that is never tired. */
    private static long recoverInVainFor(TestNode node, Duration time) throws InterruptedException {
        var end = Instant.now().plus(time);
        long attempts = 0;
        while (Instant.now().isBefore(end)) {
            assertThat(node.spawn(1).await(Journal.Failed.class).corrupt()).isFalse();
            attempts++;
        }
        return attempts;
    }

    private static TestOwner recoverAtLast(TestNode node) throws InterruptedException {
        while (true) {
            var owner = node.spawn(1);
            if (owner.await(Journal.Signal.class) instanceof Journal.Recovered) {
                return owner;
            }
        }
    }

    private static boolean reachable(TestNode node) throws Exception {
        return node.database().reachable().toCompletableFuture().get(1500, TimeUnit.MILLISECONDS);
    }
}
