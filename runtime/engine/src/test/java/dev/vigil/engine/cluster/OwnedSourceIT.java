package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.journal.Database;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One source on one node, and what can happen to it. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OwnedSourceIT {
    private static final String CLOCK = "clock";

    @TempDir
    Path folder;

    private final Tickers tickers = new Tickers();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void anOwnerWhoseEpochWasTakenIsRefusedByItsNextSaveClosedAtOnceAndTakesOverAgainLater() throws Exception {
        try (var embedded = start(h2())) {
            var engine = embedded.engine();
            engine.own(tickers.on("here", List.of(CLOCK)));
            TickerLog.await("it runs", () -> clock(engine).running() && gauge("vigil.source.running") == 1);
            var database = Database.of(Adapter.toClassic(embedded.system()));
            var theirs = database.sources()
                    .take(CLOCK, "elsewhere")
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS)
                    .orElseThrow();
            assertThat(theirs.epoch()).isEqualTo(2);
            TickerLog.await("the source is closed", () -> tickers.open(CLOCK) == 0 && tickers.starts(CLOCK) == 1);
            assertThat(clock(engine).condition()).contains("another owner has taken it over");
            assertThat(counter("vigil.source.replacements")).isEqualTo(1);
            assertThat(tickers.refused(CLOCK))
                    .as("what it saved then was refused")
                    .isEqualTo(1);

            TickerLog.await(
                    "it runs again",
                    () -> clock(engine).running() && clock(engine).epoch() == 3);
            assertThat(tickers.starts(CLOCK)).isEqualTo(2);
            assertThat(tickers.most(CLOCK)).isEqualTo(1);
            TickerLog.assertWhole(
                    engine, CLOCK, Long.parseLong(theirs.position().orElseThrow()));
        }
    }

    @Test
    void aSourceThatCannotBeStartedIsToldCountedAndStartedAgain() throws Exception {
        tickers.fail(CLOCK, 2);
        try (var embedded = start(h2())) {
            var engine = embedded.engine();
            engine.own(tickers.on("here", List.of(CLOCK)));
            TickerLog.await(
                    "it says why it does not run",
                    () -> !clock(engine).running() && clock(engine).condition().contains("no library today"));
            TickerLog.await("it runs at last", () -> clock(engine).running());
            assertThat(clock(engine).condition()).isEqualTo("running");
            assertThat(counter("vigil.source.failures")).isEqualTo(2);
            assertThat(counter("vigil.source.takeovers")).isEqualTo(3);
            assertThatIllegalStateException().isThrownBy(() -> engine.own(Map.of()));
        }
        assertThat(tickers.open(CLOCK)).as("closed with its node").isZero();
    }

    @Test
    void aSourceThatFailsAfterItsStartIsToldCountedClosedAndStartedAgainAndLosesNothing() throws Exception {
        try (var embedded = start(h2())) {
            var engine = embedded.engine();
            engine.own(tickers.on("here", List.of(CLOCK)));
            TickerLog.await("it publishes", () -> size(engine) > 10);
            tickers.die(CLOCK, 3);
            TickerLog.await(
                    "it says why it does not run",
                    () -> clock(engine).condition().contains("failed after its start")
                            && clock(engine).condition().contains("the clock stands still"));
            TickerLog.await("it runs again", () -> clock(engine).running() && tickers.starts(CLOCK) == 2);
            assertThat(counter("vigil.source.failures")).isEqualTo(1);
            assertThat(tickers.most(CLOCK)).as("closed before it is started").isEqualTo(1);
            long before = size(engine);
            TickerLog.await("it goes on", () -> size(engine) > before + 10);
            TickerLog.assertWhole(engine, CLOCK, before);
        }
    }

    @Test
    void aSourceThatWaitsForSomethingRunsAndSaysForWhat() throws Exception {
        try (var embedded = start(h2())) {
            var engine = embedded.engine();
            engine.own(tickers.on("here", List.of(CLOCK)));
            TickerLog.await("it runs", () -> clock(engine).running());
            assertThat(gauge("vigil.source.trouble")).isZero();
            tickers.sayWhetherItWaits(CLOCK, true);
            assertThat(clock(engine).running()).isTrue();
            assertThat(clock(engine).condition()).isEqualTo("running: no sun since noon");
            assertThat(gauge("vigil.source.trouble")).isEqualTo(1);
            tickers.sayWhetherItWaits(CLOCK, false);
            assertThat(clock(engine).condition()).isEqualTo("running");
            assertThat(gauge("vigil.source.trouble")).isZero();
        }
    }

    @Test
    void aSourceGoesOnWhereItWasAfterARestartOfItsNode() throws Exception {
        long before;
        try (var embedded = start(h2())) {
            embedded.engine().own(tickers.on("here", List.of(CLOCK)));
            TickerLog.await("it runs", () -> clock(embedded.engine()).running());
            TickerLog.await("it has saved", () -> size(embedded.engine()) > 20);
            before = size(embedded.engine());
        }
        try (var embedded = start(h2())) {
            embedded.engine().own(tickers.on("here", List.of(CLOCK)));
            TickerLog.await("it goes on", () -> size(embedded.engine()) > before + 20);
            TickerLog.assertWhole(embedded.engine(), CLOCK, before);
        }
    }

    @Test
    void anOwnerTakesOverWhenTheDatabaseIsBackAndLosesNothingWhileItIsAway() throws Exception {
        try (var postgres = TestPostgres.start();
                var embedded =
                        start(new EngineSettings.Journal(postgres.url(), postgres.user(), postgres.password(), 4))) {
            var engine = embedded.engine();
            postgres.kill();
            engine.own(tickers.on("here", List.of(CLOCK)));
            TickerLog.await(
                    "it says that it cannot be taken over",
                    () -> clock(engine).condition().contains("could not be taken over"));
            postgres.restart();
            TickerLog.await("it runs", () -> clock(engine).running());
            TickerLog.await("it publishes", () -> size(engine) > 10);
            long before = size(engine);
            postgres.kill();
            postgres.restart();
            TickerLog.await("it goes on", () -> size(engine) > before + 10);
            TickerLog.assertWhole(engine, CLOCK, before);
        }
    }

    private static long size(PekkoEngine engine) {
        try {
            return TickerLog.numbers(engine, CLOCK).size();
        } catch (Exception e) {
            return 0; // the database is away
        }
    }

    private static ClusterView.Source clock(PekkoEngine engine) {
        return engine.cluster().toCompletableFuture().join().sources().getFirst();
    }

    private double gauge(String name) {
        return meters.get(name).tag("source", CLOCK).gauge().value();
    }

    private double counter(String name) {
        return meters.get(name).tag("source", CLOCK).counter().count();
    }

    private EngineSettings.Journal h2() {
        return new EngineSettings.Journal("jdbc:h2:file:" + folder.resolve("journal"), "sa", "", 4);
    }

    private EmbeddedEngine start(EngineSettings.Journal journal) throws InterruptedException {
        meters.clear();
        return EmbeddedEngine.start(
                ConfigFactory.empty(),
                EngineSettings.of(journal).withSlots(4),
                Map.of(),
                Map.of(),
                meters,
                Tracing.OFF,
                InstantSource.system());
    }
}
