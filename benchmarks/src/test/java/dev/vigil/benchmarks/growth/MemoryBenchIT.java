package dev.vigil.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryBenchIT {
    @Test
    void whatAnInstanceTakesIsToldApartFromItsState(@TempDir Path page) throws Exception {
        var out = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var curve = new MemoryBench(List.of(20_000, 40_000), 1, page, out).run();
        for (double instances :
                curve.samples().stream().map(sample -> sample.across()).toList()) {
            // A key's string alone takes about 50 bytes; thrice of what is required would be another matter altogether.
            assertThat(curve.at(instances, MemoryBench.BEYOND_STATE)
                            .orElseThrow()
                            .median())
                    .isBetween(50.0, 750.0);
            assertThat(curve.at(instances, "bytes of its state as CBOR")
                            .orElseThrow()
                            .median())
                    .isBetween(25.0, 35.0);
        }
        assertThat(curve.samples()).hasSize(2);
    }
}
