package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.engine.EngineSettings;
import dev.vigil.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases of two nodes in one database. */
class LeaseTableIT {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final TestPostgres postgres = TestPostgres.start();
    private Database one;
    private Database other;

    @BeforeEach
    void open() {
        var settings = new EngineSettings.Journal(postgres.url(), postgres.user(), postgres.password(), 2);
        one = Database.open(settings, 4);
        other = Database.open(settings, 4);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
        postgres.close();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void aLeaseIsItsOwnersUntilItIsGivenUp() throws Exception {
        assertThat(get(one.leases().acquire("l", "one", LONG))).isTrue();
        assertThat(get(one.leases().acquire("l", "one", LONG))).as("again").isTrue();
        assertThat(get(other.leases().acquire("l", "other", LONG))).isFalse();
        assertThat(get(other.leases().renew("l", "other", LONG))).isFalse();
        assertThat(get(other.leases().acquire("another", "other", LONG))).isTrue();
        get(other.leases().release("l", "other"));
        assertThat(get(other.leases().acquire("l", "other", LONG)))
                .as("nobody gives up another's lease")
                .isFalse();
        get(one.leases().release("l", "one"));
        assertThat(get(other.leases().acquire("l", "other", LONG))).isTrue();
        assertThat(get(one.leases().renew("l", "one", LONG))).isFalse();
    }

    @Test
    void ofManyThatAskAtOnceOneGetsIt() throws Exception {
        for (int round = 0; round < 20; round++) {
            var name = "round-" + round;
            var asked = IntStream.range(0, 8)
                    .mapToObj(i -> List.of(one, other).get(i % 2).leases().acquire(name, "owner-" + i, LONG))
                    .toList();
            int got = 0;
            for (var answer : asked) {
                got += get(answer) ? 1 : 0;
            }
            assertThat(got).as(name).isEqualTo(1);
        }
    }

    @Test
    void ofManyThatAskForOneThatHasExpiredOneGetsIt() throws Exception {
        assertThat(get(one.leases().acquire("l", "gone", Duration.ZERO))).isTrue();
        LockSupport.parkNanos(5_000_000);
        var asked = IntStream.range(0, 8)
                .mapToObj(i -> List.of(one, other).get(i % 2).leases().acquire("l", "owner-" + i, LONG))
                .toList();
        int got = 0;
        for (var answer : asked) {
            got += get(answer) ? 1 : 0;
        }
        assertThat(got).isEqualTo(1);
    }

    @Test
    void aLeaseThatIsNotRenewedIsLostAndCannotBeRenewedAnyMore() throws Exception {
        assertThat(get(one.leases().acquire("l", "one", SHORT))).isTrue();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!get(other.leases().acquire("l", "other", LONG))) {
            assertThat(System.nanoTime()).as("it expires").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(get(one.leases().renew("l", "one", LONG))).isFalse();
        assertThat(get(other.leases().renew("l", "other", LONG))).isTrue();
    }

    @Test
    void aLeaseThatIsRenewedOutlivesItsTime() throws Exception {
        assertThat(get(one.leases().acquire("l", "one", SHORT))).isTrue();
        assertThat(get(one.leases().renew("l", "one", LONG))).isTrue();
        long end = System.nanoTime() + SHORT.multipliedBy(2).toNanos();
        while (System.nanoTime() < end) {
            assertThat(get(other.leases().acquire("l", "other", LONG))).isFalse();
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void aLeaseThatHasExpiredIsNotRenewedThoughNobodyHasTakenIt() throws Exception {
        assertThat(get(one.leases().acquire("l", "one", Duration.ZERO))).isTrue();
        LockSupport.parkNanos(5_000_000);
        assertThat(get(one.leases().renew("l", "one", LONG))).isFalse();
    }

    @Test
    void whereTheDatabaseIsAwayNobodyIsToldThatHeHasIt() throws Exception {
        assertThat(get(one.leases().acquire("l", "one", LONG))).isTrue();
        postgres.kill();
        assertThatThrownBy(() -> get(one.leases().renew("l", "one", LONG)))
                .hasCauseInstanceOf(JournalUnavailableException.class);
        assertThatThrownBy(() -> get(other.leases().acquire("m", "other", LONG)))
                .hasCauseInstanceOf(JournalUnavailableException.class);
        postgres.restart();
    }
}
