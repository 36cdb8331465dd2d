package dev.vigil.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.benchmarks.report.Curve;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthBenchIT {
    @Test
    void theEndsOfACurveAreMeasuredUpAndDown(@TempDir Path page) throws Exception {
        var moment = Duration.ofMillis(500);
        var plan = new GrowthBench.Plan(
                List.of("sensors-one", "nodes"), 2, true, 10, Duration.ZERO, Duration.ZERO, moment, page);
        var curves = new ArrayList<Curve>();
        var said = new ByteArrayOutputStream();
        new GrowthBench(plan, new PrintStream(said, true, StandardCharsets.UTF_8)).run(curves::add);
        assertThat(curves).extracting(Curve::name).containsExactly("sensors-one", "nodes");
        for (var curve : curves) {
            double last = curve.name().equals("nodes") ? 3 : 50;
            assertThat(curve.samples())
                    .as(said.toString(StandardCharsets.UTF_8))
                    .extracting(Curve.Sample::across)
                    .containsExactly(1.0, last, last, 1.0);
            assertThat(curve.at(last, "events/s").orElseThrow().least()).isPositive();
            assertThat(curve.at(last, "p50 at 2,000/s, ms").orElseThrow().least())
                    .isPositive();
        }
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("Required: within 1.50 times");
    }
}
