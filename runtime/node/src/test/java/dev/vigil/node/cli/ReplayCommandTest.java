package dev.vigil.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.json.JacksonFormat;
import dev.vigil.node.http.ServedApi;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {
    private ServedApi api;

    @BeforeEach
    void start() throws Exception {
        api = new ServedApi(Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        api.stop();
    }

    @Test
    void itBeginsAndIsWatchedUntilItIsOver() {
        var run = run("replay", "readings", "--watch");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().toList())
                .anySatisfy(line -> assertThat(line).startsWith("running: 120 events handled, 40 to go"))
                .anySatisfy(line -> assertThat(line).startsWith("done: 120 events handled"))
                .anySatisfy(line -> assertThat(line).matches("pager +4"))
                .anySatisfy(line -> assertThat(line).isEqualTo("1 became dead letters"));
    }

    @Test
    void itsStatusIsShownAndItIsGivenUp() throws Exception {
        assertThat(run("replay", "readings", "--status").out()).startsWith("done:");
        var json = run("replay", "readings", "--status", "--json").out();
        assertThat(JacksonFormat.MAPPER.readTree(json).path("sensor").asText()).isEqualTo("readings");
        assertThat(run("replay", "readings", "--cancel").out()).isEqualToIgnoringNewLines("given-up");
    }

    @Test
    void whatIsRefusedIsSaid() {
        assertThat(run("replay", "old-readings").err()).contains("replay 7 of it is under way");
        assertThat(run("replay", "readings", "--from", "yesterday").err()).contains("earliest or a time");
        assertThat(run("replay", "readings", "--status", "--cancel").code()).isEqualTo(ExitCode.MISUSED);
    }

    private CommandRun run(String... arguments) {
        var node = "http://127.0.0.1:" + api.port();
        var all = Stream.concat(Arrays.stream(arguments), Stream.of("--node", node));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
