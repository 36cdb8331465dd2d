package dev.vigil.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.benchmarks.report.Curve;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryBenchIT {
    @Test
    void aStartReadsAllRecordsOrSnapshotsAlone(@TempDir Path page) throws Exception {
        var plan = new RecoveryBench.Plan(RecoveryBench.CURVES, 1, 40_000, 10_000, List.of(32, 1_000), 1, 1, 60, page);
        var out = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var result = new RecoveryBench(plan, out).run();
        assertThat(result.isMet()).isTrue();
        assertThat(result.curves()).extracting(Curve::name).isEqualTo(RecoveryBench.CURVES);
        var byJournal = result.curves().getFirst();
        assertThat(byJournal.at(40_000, "MB of snapshots").orElseThrow().most()).isZero();
        assertThat(byJournal.at(40_000, "records to read").orElseThrow().least())
                .isGreaterThan(4);
        var bySnapshots = result.curves().get(1);
        assertThat(bySnapshots.at(100_000, "MB of snapshots").orElseThrow().least())
                .isPositive();
        // What a start finds that was stopped in order: the record that came with the snapshot, and none or few after
        // it.
        assertThat(bySnapshots.at(100_000, "records to read").orElseThrow().most())
                .isLessThan(20);
    }
}
