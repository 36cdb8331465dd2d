package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.availability.History;
import dev.vigil.engine.availability.Sighting;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds of the table of outages on every database. */
interface OutageTableContract {
    /** A journal of its own for each test, not yet created at first. */
    EngineSettings.Journal settings();

    @Test
    default void whereNobodyHasWatchedThereIsNoPastAndNoGap() throws Exception {
        try (var database = Database.open(settings(), 8)) {
            var table = database.outages();
            get(table.beat("a:1", OutageTable.Beat.STARTING));
            assertThat(get(table.closeGap("a:1/gap", 8))).isZero();
            var history = get(table.history());
            assertThat(history.outages()).isEmpty();
            assertThat(history.sinceMillis()).isEqualTo(history.nowMillis()).isEqualTo(history.seenMillis());
        }
    }

    @Test
    default void anOutageThatGoesOnIsProlongedAndIsThereAfterARestart() throws Exception {
        long now = System.nanoTime();
        try (var database = Database.open(settings(), 8)) {
            var table = database.outages();
            get(table.beat("a:1", OutageTable.Beat.WATCHING));
            get(table.save("a:1/x/1", sighting(now, 9_000, 5_000, "0", "")));
            get(table.save("a:1/x/1", sighting(now, 9_000, 2_000, "0-3", "member downed: b:1")));
            get(table.save("b:1/x/1", sighting(now, 30_000, 29_000, "7", "")));
        }
        try (var database = Database.open(settings(), 8)) {
            var history = get(database.outages().history());
            assertThat(history.outages()).hasSize(2);
            var last = history.outages().getLast();
            assertThat(last.endMillis() - last.startMillis()).isBetween(6_900L, 7_100L);
            assertThat(last.slots()).isEqualTo("0-3");
            assertThat(last.cause()).isEqualTo("member downed: b:1");
            assertThat(history.nowMillis() - last.endMillis()).isBetween(1_900L, 60_000L);
            assertThat(history.seenMillis()).isBetween(history.sinceMillis(), history.nowMillis());
        }
    }

    @Test
    default void aTimeInWhichNobodyWatchedIsWrittenDownByWhoWatchesNextAndOnce() throws Exception {
        try (var database = Database.open(settings(), 8)) {
            get(database.outages().beat("a:1", OutageTable.Beat.WATCHING));
            get(database.outages().beat("a:1", OutageTable.Beat.STOPPED));
            assertThat(get(database.outages().closeGap("early", 8))).isZero();
        }
        longAgo(60_000);
        try (var database = Database.open(settings(), 8)) {
            var gap = get(database.outages().closeGap("b:1/gap", 8));
            assertThat(gap).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
            get(database.outages().beat("b:1", OutageTable.Beat.WATCHING));
            assertThat(get(database.outages().closeGap("c:1/gap", 8)))
                    .as("b watches")
                    .isZero();
            assertThat(get(database.outages().history()).outages())
                    .singleElement()
                    .satisfies(outage -> {
                        assertThat(outage.slots()).isEqualTo("0-7");
                        assertThat(outage.cause()).isEqualTo("no node was watching, the last one had been stopped");
                    });
        }
    }

    @Test
    default void whatIsOlderThanWhatIsKeptIsForgotten() throws Exception {
        try (var database = Database.open(settings(), 8)) {
            get(database.outages().beat("a:1", OutageTable.Beat.WATCHING));
            get(database.outages().save("a:1/x/1", sighting(System.nanoTime(), 9_000, 5_000, "0", "")));
        }
        longAgo(History.KEPT.plusDays(2).toMillis());
        try (var database = Database.open(settings(), 8)) {
            get(database.outages().closeGap("b:1/gap", 8));
            get(database.outages().beat("b:1", OutageTable.Beat.WATCHING));
            var history = get(database.outages().history());
            assertThat(history.outages())
                    .singleElement()
                    .satisfies(outage -> assertThat(outage.cause()).startsWith(History.NOBODY));
            assertThat(history.nowMillis() - history.sinceMillis()).isLessThan(60_000);
        }
    }

    private static Sighting sighting(long now, long fromMillisAgo, long toMillisAgo, String slots, String cause) {
        return new Sighting(1, now - fromMillisAgo * 1_000_000, now - toMillisAgo * 1_000_000, slots, cause);
    }

    /** As if all that is there had happened so much earlier. */
    @Test
    default void ofEachNodeItIsKnownWhatItSaidLastAndHowLongAgo() throws Exception {
        try (var database = Database.open(settings(), 8)) {
            var table = database.outages();
            assertThat(get(table.seen())).isEmpty();
            get(table.beat("a:1", OutageTable.Beat.WATCHING));
            get(table.beat("b:1", OutageTable.Beat.STARTING));
            get(table.beat("b:1", OutageTable.Beat.STOPPED));
            longAgo(600_000);
            get(table.beat("c:1", OutageTable.Beat.STARTING));
            assertThat(get(table.seen()))
                    .extracting(
                            OutageTable.Seen::node,
                            seen -> Math.round(seen.age().toSeconds() / 300.0),
                            OutageTable.Seen::isStopped)
                    .containsExactlyInAnyOrder(
                            tuple("a:1", 2L, false), tuple("b:1", 2L, true), tuple("c:1", 0L, false));
        }
    }

    private void longAgo(long millis) throws Exception {
        try (var connection = DriverManager.getConnection(
                        settings().url(), settings().user(), settings().password());
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE \"vigil_watch\" SET \"committed_millis\" = \"committed_millis\" - " + millis
                    + ", \"since_millis\" = \"since_millis\" - " + millis + ", \"seen_millis\" = \"seen_millis\" - "
                    + millis);
            statement.executeUpdate("UPDATE \"vigil_outage\" SET \"started_millis\" = \"started_millis\" - " + millis
                    + ", \"ended_millis\" = \"ended_millis\" - " + millis);
        }
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
}
