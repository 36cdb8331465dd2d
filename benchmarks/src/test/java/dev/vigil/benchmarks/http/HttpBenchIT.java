package dev.vigil.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class HttpBenchIT {
    @Test
    void eachShapeIsMeasuredBesideTheBareServer() throws Exception {
        var said = new ByteArrayOutputStream();
        new HttpBench(new HttpBench.Plan(1, 0.5, 0.5), new PrintStream(said, true, StandardCharsets.UTF_8)).run();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .containsPattern("bare +64 connections +[1-9]")
                .containsPattern("single +256 connections +[1-9]")
                .containsPattern("batches +64 connections +[1-9]")
                .containsPattern("streams +8 connections +[1-9]")
                .contains("required: single, of bare", "required: batches");
    }
}
