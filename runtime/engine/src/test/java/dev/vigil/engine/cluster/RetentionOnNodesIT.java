package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.engine.EngineSettings;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logs that are cut on three real nodes, while slots move and one node is killed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RetentionOnNodesIT {
    private static final Map<String, Sensor<?>> SENSORS = Map.of("tally", new Tallies(StartPosition.earliest()));
    /** Slots whose logs still hold what is not kept, or that were never cut. */
    private static final String EMPTY =
            "SELECT 1 FROM generate_series(0, 7) slot WHERE NOT EXISTS (SELECT 1 FROM vigil_kept k"
                    + " WHERE k.persistence_id = 'slot-' || slot AND k.first_sequence = (SELECT MIN(j.sequence_number)"
                    + " FROM event_journal j WHERE j.persistence_id = k.persistence_id)"
                    + " AND k.first_sequence > 10)";

    private static final String GAPS = "SELECT COUNT(*) FROM event_journal GROUP BY persistence_id"
            + " HAVING COUNT(*) <> MAX(sequence_number) - MIN(sequence_number) + 1";

    private final TallyNodes nodes = new TallyNodes(
            "retention",
            usual -> usual.withRetention(
                    new EngineSettings.Retention(Optional.of(Duration.ofHours(6)), OptionalLong.empty())));

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void whateverHappensToNodesWhatIsKeptIsWholeAndWhatIsNotIsGone() throws Exception {
        nodes.start(0, SENSORS);
        nodes.startToBeKilled(1, SENSORS);
        nodes.start(2, SENSORS);
        nodes.awaitOwners(3);
        for (int round = 0; round < 6; round++) {
            nodes.publish(100);
            nodes.advance(Duration.ofHours(2));
            if (round == 2) {
                nodes.close(0);
                nodes.start(0, SENSORS);
            }
            if (round == 4) {
                TickerLog.await("something is being deleted", this::hasBegunToDelete);
                nodes.kill(1);
            }
        }
        nodes.awaitTotal("tally", 600);
        TickerLog.await("all is gone that is to go", () -> {
            nodes.advance(Duration.ofHours(1));
            return longs(EMPTY).isEmpty();
        });
        nodes.publish(100);
        nodes.awaitTotal("tally", 700);
        assertThat(longs(GAPS)).as("slots with a gap").isEmpty();
        nodes.start(1, SENSORS);
        nodes.publish(10);
        nodes.awaitTotal("tally", 710);
    }

    private boolean hasBegunToDelete() {
        nodes.advance(Duration.ofMinutes(30));
        return !longs("SELECT first_sequence FROM vigil_kept").isEmpty();
    }

    private List<Long> longs(String sql) {
        var postgres = nodes.postgres();
        try (var connection = DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var longs = new ArrayList<Long>();
            while (rows.next()) {
                longs.add(rows.getLong(1));
            }
            return longs;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
