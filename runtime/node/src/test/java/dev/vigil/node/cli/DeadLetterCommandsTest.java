package dev.vigil.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.DeadLetterResult;
import dev.vigil.engine.DeadLetterResult.Outcome;
import dev.vigil.engine.json.JacksonFormat;
import dev.vigil.node.http.ServedApi;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterCommandsTest {
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
    void theyAreListedPageByPageAndShownOneByOne() throws Exception {
        var all = run("dead-letters");
        assertThat(all.code()).as(all.err()).isZero();
        assertThat(all.out().lines()).hasSize(4).first().asString().startsWith("ID");
        assertThat(all.out()).contains("connection refused", "pager", "NOT_DELIVERED");
        assertThat(run("dead-letters", "--limit", "2").out().lines()).hasSize(3);
        var id = first();
        assertThat(run("dead-letters", id).out()).contains("\"payload\"");
        assertThat(JacksonFormat.MAPPER
                        .readTree(run("dead-letters", id, "--json").out())
                        .path("id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void whichAreMeantIsPassedOn() {
        var run = run("redrive", "--sensor", "a b", "--trigger", "pager", "--reason", "REJECTED");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines("3 handled");
        var filter = api.engine.lastFilter();
        assertThat(filter.sensor()).isEqualTo(Optional.of("a b"));
        assertThat(filter.trigger()).isEqualTo(Optional.of("pager"));
        assertThat(filter.reason()).isEqualTo(Optional.of("REJECTED"));
    }

    @Test
    void oneIsRedrivenOrDropped() {
        assertThat(run("redrive", first()).out()).isEqualToIgnoringNewLines("handled");
        api.engine.rule(new DeadLetterResult(Outcome.FAILED_AGAIN, "still no number"));
        var again = run("redrive", first());
        assertThat(again.code()).isEqualTo(ExitCode.FAILED);
        assertThat(again.out()).isEqualToIgnoringNewLines("failed-again still no number");
        api.engine.rule(new DeadLetterResult(Outcome.DISCARDED, ""));
        assertThat(run("discard", first()).out()).isEqualToIgnoringNewLines("discarded");
        assertThat(run("discard", "--all").out()).isEqualToIgnoringNewLines("3 discarded");
    }

    @Test
    void oneThatIsNotThereIsSaid() {
        var run = run("redrive", "0-ff");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("there is no dead letter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redrive", "discard", "redrive 0-a1 --all", "discard 0-a1 --sensor readings"})
    void itMustBeClearWhichAreMeant(String command) {
        var run = run(command.split(" ", -1));
        assertThat(run.code()).isEqualTo(ExitCode.MISUSED);
        assertThat(run.err()).contains("either an ID, or options");
    }

    private String first() {
        return run("dead-letters")
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(" ", 2)[0];
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(
                Stream.concat(Arrays.stream(arguments), Stream.of("--node", "http://127.0.0.1:" + api.port()))
                        .toArray(String[]::new));
    }
}
