package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.engine.EngineSettings;
import dev.vigil.testkit.postgres.TestPostgres;
import java.util.Collections;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class JournalPostgresIT implements JournalContract, OutageTableContract, SourceTableContract, TrimmerContract {
    private static final TestPostgres POSTGRES = TestPostgres.start();

    private final EngineSettings.Journal settings =
            new EngineSettings.Journal(POSTGRES.newDatabase(), POSTGRES.user(), POSTGRES.password(), 4);

    @AfterAll
    static void stop() {
        POSTGRES.close();
    }

    @Override
    public EngineSettings.Journal settings() {
        return settings;
    }

    @Test
    void nodesThatMigrateAtOnceDoNotDisturbEachOther() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var opened = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(() -> Database.open(settings(), TestNode.SLOTS)))
                    .toList();
            for (var database : opened) {
                database.get(60, TimeUnit.SECONDS).close();
            }
        }
        try (var node = TestNode.open(settings())) {
            assertThat(node.recovered(1).appended("r1")).isEqualTo(1);
        }
    }

    @Test
    void aServerThatIsNotThereIsToldWithItsAddressAndWithoutThePassword() {
        var url = "jdbc:postgresql://localhost:1/vigil?password=secret";

        assertThatThrownBy(() -> Database.open(new EngineSettings.Journal(url, "vigil", "secret", 2), 32))
                .isInstanceOf(JournalOpenException.class)
                .hasMessageContaining("jdbc:postgresql://localhost:1/vigil cannot be opened")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aDatabaseThatDoesNotExistIsToldByItsName() {
        var url = POSTGRES.url().replace("/postgres", "/nosuch");

        assertThatThrownBy(() -> Database.open(new EngineSettings.Journal(url, POSTGRES.user(), "", 2), 32))
                .isInstanceOf(JournalOpenException.class)
                .hasMessageContaining("nosuch");
    }

    @Test
    void eachConnectionAsksToBeGivenUpTwentySecondsAfterItsNodeIsGone() throws Exception {
        var storage = PostgresServer.at(settings.url(), settings.user(), settings.password());
        try (var connection = storage.direct().getConnection();
                var statement = connection.createStatement()) {
            for (var sql : storage.greeting()) {
                statement.execute(sql);
            }
            var rows = statement.executeQuery("SELECT current_setting('tcp_keepalives_idle')::int"
                    + " + current_setting('tcp_keepalives_interval')::int * current_setting('tcp_keepalives_count')::int,"
                    + " current_setting('tcp_user_timeout')::int");
            rows.next();
            assertThat(rows.getInt(1)).isEqualTo(20);
            assertThat(rows.getInt(2)).isEqualTo(20_000);
        }
    }

    /** Nodes have pools of their own: here the statements of two really run at the same time. */
    @Test
    void ofTwoNodesThatTakeASourceOverAtOnceTheLastOneIsTheOwner() throws Exception {
        try (var a = Database.open(settings(), 8);
                var b = Database.open(settings(), 8)) {
            for (int round = 0; round < 100; round++) {
                var first = a.sources().take("clock", "a:1").toCompletableFuture();
                var second = b.sources().take("clock", "b:1").toCompletableFuture();
                var epochs = Stream.of(first, second)
                        .flatMap(taken -> taken.join().stream())
                        .map(SourceTable.Taken::epoch)
                        .toList();
                assertThat(epochs).isNotEmpty().doesNotHaveDuplicates();
                long owner = Collections.max(epochs);
                assertThat(a.sources()
                                .isOwner("clock", owner)
                                .toCompletableFuture()
                                .get(20, TimeUnit.SECONDS))
                        .isTrue();
            }
        }
    }
}
