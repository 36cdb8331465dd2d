package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.engine.AvailabilityView;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a canary says of an engine whose database comes and goes. */
class CanaryIT {
    private static final int SLOTS = 8;

    private final TestPostgres postgres = TestPostgres.start();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void anOutageOfTheDatabaseIsSeenToldAndKeptAndAnIdleJournalDoesNotGrow() throws Exception {
        try (var embedded = start()) {
            var engine = embedded.engine();
            await(engine, view -> view.current() && view.unserved().isEmpty() && watched(view, 3));
            assertThat(records()).as("each slot has said that it is open").isEqualTo(SLOTS);
            assertThat(answered()).isGreaterThan(2 * SLOTS);
            assertThat(gauge("vigil.availability.ratio")).isGreaterThan(0.9);
            assertServing(engine);

            postgres.kill();
            var down = await(engine, view -> view.unserved().size() == SLOTS);
            assertThat(down.current()).isFalse();
            assertThat(down.outages().getFirst().over()).isFalse();
            assertThat(down.outages().getFirst().slots()).isEqualTo("0-7");
            var refused = engine.publisher()
                    .publish(List.of(Event.of("test", "1", "t").build()));
            awaitAtRisk();
            assertThat(refused.toCompletableFuture().get(20, TimeUnit.SECONDS)).isNotInstanceOf(Outcome.Accepted.class);
            assertThat(gauge("vigil.events.at.risk")).isZero();

            postgres.restart();
            var back = await(
                    engine,
                    view -> view.current()
                            && view.unserved().isEmpty()
                            && view.outages().getFirst().over());
            assertAnOutageOfTheDatabase(back);
            assertThat(gauge("vigil.availability.ratio")).isBetween(0.0, 0.99);
            assertThat(gauge("vigil.recovery.seconds")).isGreaterThan(1);
        }
        try (var embedded = start()) {
            assertAnOutageOfTheDatabase(await(embedded.engine(), AvailabilityView::current));
        }
    }

    private static void assertServing(PekkoEngine engine) throws Exception {
        var cluster = engine.cluster().toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(cluster.members()).singleElement().satisfies(member -> {
            assertThat(member.address()).isEqualTo(cluster.node()).startsWith("127.0.0.1:");
            assertThat(member.roles()).containsExactly("slot", "source");
            assertThat(member.version()).as("of classes that are in no jar").isEqualTo("unknown");
            assertThat(member.status()).isEqualTo("up");
            assertThat(member.reachable()).isTrue();
        });
        assertThat(cluster.slots()).hasSize(SLOTS).allSatisfy(slot -> {
            assertThat(slot.running()).isTrue();
            assertThat(slot.node()).contains(cluster.node());
        });
        assertThat(cluster.notRunning()).isEmpty();
        assertThat(cluster.lags()).isEmpty();
        assertThat(cluster.slots()).extracting(ClusterView.Slot::slot).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    /** Others there may be: a second without an answer on a busy machine, or the restart. */
    private static void assertAnOutageOfTheDatabase(AvailabilityView view) {
        assertThat(view.outages()).anySatisfy(outage -> {
            assertThat(outage.length()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60));
            assertThat(outage.slots()).isEqualTo("0-7");
            assertThat(outage.cause()).isEqualTo("database unreachable");
        });
        assertThat(view.windows()).hasSize(3).allSatisfy(window -> {
            assertThat(window.ratio()).isBetween(0.0, 0.999);
            assertThat(window.nines()).isPresent();
        });
    }

    private static boolean watched(AvailabilityView view, long seconds) {
        return view.windows().getFirst().watched().compareTo(Duration.ofSeconds(seconds)) >= 0;
    }

    private static AvailabilityView await(PekkoEngine engine, Predicate<AvailabilityView> wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(45);
        while (true) {
            var view = engine.availability().toCompletableFuture().get(10, TimeUnit.SECONDS);
            if (wanted.test(view)) {
                return view;
            }
            assertThat(System.nanoTime()).as("time for %s", view).isLessThan(end);
            LockSupport.parkNanos(100_000_000);
        }
    }

    private void awaitAtRisk() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (gauge("vigil.events.at.risk") != 1) {
            assertThat(System.nanoTime()).as("time for an event at risk").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private long answered() {
        return meters.get("vigil.canary").timer().count();
    }

    private long records() throws Exception {
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM event_journal")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private EmbeddedEngine start() throws InterruptedException {
        meters.clear();
        var journal = new EngineSettings.Journal(postgres.url(), postgres.user(), postgres.password(), 4);
        return EmbeddedEngine.start(
                ConfigFactory.empty(),
                EngineSettings.of(journal).withSlots(SLOTS),
                Map.of(),
                Map.of(),
                meters,
                Tracing.OFF,
                InstantSource.system());
    }
}
