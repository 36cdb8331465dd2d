package dev.vigil.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.engine.json.JacksonFormat;
import dev.vigil.node.http.ServedApi;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoryCommandTest {
    private ServedApi api;

    @BeforeEach
    void start() throws Exception {
        api = new ServedApi(Map.of());
        var _ = api.engine
                .publisher()
                .publish(List.of(
                        Event.of("/lab", "1", "reading").build(),
                        Event.of("/l b", "2&3", "reading").build()));
    }

    @AfterEach
    void stop() throws Exception {
        api.stop();
    }

    @Test
    void itIsShownAsATable() {
        var run = run("story", "0/1");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines())
                .map(String::strip)
                .startsWith("event 0/1 accepted 2026-01-01T00:00:00Z: type reading, source /l b, id 2&3")
                .anyMatch(line -> line.startsWith("SENSOR"))
                .anyMatch(line -> line.startsWith("readings") && line.endsWith("handled"))
                .anyMatch(line -> line.contains("record 7 of slot 0: state of 11 bytes"))
                .anyMatch(line -> line.contains("fired pager: delivered, attempts 2, redrives 1")
                        && line.endsWith("connection refused"))
                .anyMatch(line -> line.contains("published child as 0/9"))
                .anyMatch(line -> line.contains("published child as 0/?"))
                .anyMatch(line ->
                        line.contains("dead letter 0-a1, attempts 3") && line.endsWith("HANDLER_FAILED: broken"))
                .anyMatch(line -> line.startsWith("other") && line.contains("not-subscribed"));
    }

    @Test
    void anEventIsFoundByItsIdentity() throws Exception {
        var run = run("story", "--source", "/l b", "--id", "2&3", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        var story = JacksonFormat.MAPPER.readTree(run.out());
        assertThat(story.path("offset").asInt()).isEqualTo(1);
        assertThat(story.path("sensors")).hasSize(3);
        var unknown = run("story", "--source", "/lab", "--id", "9");
        assertThat(unknown.code()).isEqualTo(ExitCode.FAILED);
        assertThat(unknown.err()).contains("dedupe window");
    }

    @Test
    void anOffsetThatIsNotThereIsAProblem() {
        var run = run("story", "0/2");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).contains("has no event at offset '2'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "7/x", "/1", "--source /lab", "--id 1", "0/1 --source /lab --id 1"})
    void whichEventIsMeantHasToBeSaid(String arguments) {
        var run = run(("story " + arguments).strip().split(" "));
        assertThat(run.code()).isEqualTo(ExitCode.MISUSED);
        assertThat(run.err()).contains("which event?");
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(
                Stream.concat(Arrays.stream(arguments), Stream.of("--node", "http://127.0.0.1:" + api.port()))
                        .toArray(String[]::new));
    }
}
