package dev.vigil.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersBenchIT {
    @Test
    void aPeerIsMeasuredInAProcessOfItsOwnAndThePageIsWritten(@TempDir Path folder) throws Exception {
        var plan = new PeersBench.Plan(
                List.of("postgres-blobs", "nobody"),
                1,
                10,
                1,
                1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                List.of(),
                List.of(1_000),
                folder);
        var said = new ByteArrayOutputStream();
        var comparison = new PeersBench(plan, new PrintStream(said, true, StandardCharsets.UTF_8)).run();
        assertThat(comparison.runs()).singleElement().satisfies(run -> {
            assertThat(run.peer()).isEqualTo("postgres-blobs");
            assertThat(run.throughput().perSecond()).isPositive();
            assertThat(run.throughput().cost().allocatedBytes()).isGreaterThan(200);
            assertThat(run.atRates()).singleElement().satisfies(at -> {
                assertThat(at.perSecond()).isEqualTo(1_000);
                assertThat(at.alarmOut().count()).isBetween(20L, 40L);
            });
        });
        assertThat(comparison.failures()).singleElement().asString().contains("nobody in round 1");
        assertThat(folder.resolve("performance.md"))
                .content()
                .contains("postgres-blobs")
                .contains("nobody in round 1");
        assertThat(PeersBench.summary(comparison)).contains("postgres-blobs makes 1.00 times as many");
    }
}
