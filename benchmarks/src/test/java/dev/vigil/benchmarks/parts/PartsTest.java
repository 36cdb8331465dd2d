package dev.vigil.benchmarks.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whether each part does what it is measured for; how fast is another matter. */
class PartsTest {
    @Test
    void parsingFindsTheEvents() {
        var parsing = new EventParsingBenchmark();
        assertThat(parsing.one().id()).isEqualTo("p1");
        assertThat(parsing.batch()).hasSize(100);
        assertThat(parsing.one().data().remaining()).isEqualTo(200);
    }

    @Test
    void whatIsKnownIsDroppedAndWhatIsNotIsTaken() {
        var dedupe = new DedupeBenchmark();
        dedupe.window = 2_000;
        dedupe.prepare();
        for (int i = 0; i < 3; i++) {
            assertThat(dedupe.known().isEmpty()).isTrue();
            assertThat(dedupe.unknown().record().events().count()).isEqualTo(1_000);
        }
    }

    @Test
    void everyTurnDecidesAndChangesItsState() {
        var handler = new HandlerBenchmark();
        handler.perTurn = 10;
        assertThat(handler.turns()).isEqualTo(100);
    }

    @Test
    void aStateIsReadAsItWasWritten() {
        var state = new StateBenchmark();
        assertThat(state.encode()).hasSizeBetween(20, 50);
        assertThat(state.decode().count()).isEqualTo(1_234);
    }

    @Test
    void aSnapshotHasAllInstances() {
        var snapshot = new SnapshotBenchmark();
        assertThat(snapshot.read().instances("readings")).isEqualTo(10_000);
        assertThat(snapshot.write().length).isGreaterThan(400_000);
    }

    @Test
    void recoveryHasAllEvents() {
        assertThat(new RecoveryBenchmark().rebuild().nextOffset()).isEqualTo(100_000);
    }
}
