package dev.vigil.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.json.JacksonFormat;
import dev.vigil.node.http.ServedApi;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingCommandsTest {
    @TempDir
    private Path folder;

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
    void aSensorThatIsNotConfiguredIsDropped() {
        assertThat(run("drop", "old-readings").out()).isEqualToIgnoringNewLines("dropped");
        assertThat(run("drop", "old-readings", "--json").out()).contains("\"outcome\":\"dropped\"");
        var configured = run("drop", "readings");
        assertThat(configured.code()).isEqualTo(ExitCode.FAILED);
        assertThat(configured.err()).contains("sensor 'readings' is configured");
        assertThat(run("drop", "other").err()).contains("there is no sensor 'other'");
        assertThat(run("drop").code()).isEqualTo(ExitCode.MISUSED);
    }

    @Test
    void sensorsAndTheirKeysAreListed() {
        assertThat(run("sensors").out().lines())
                .containsExactly(
                        "SENSOR        TYPES           SOURCES  INSTANCES  LAG",
                        "readings      reading         *                4    0",
                        "old-readings  not configured                   2    9");
        assertThat(run("sensors", "readings").out().lines()).containsExactly("../x", "a/b c", "d1", "ü%");
        assertThat(run("sensors", "readings", "--limit", "2").out().lines()).containsExactly("../x", "a/b c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b c", "d1", "ü%"})
    void aStateIsShownWhateverItsKey(String key) throws Exception {
        var run = run("state", "readings", key);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("updated 2026-01-01T00:00:00Z", "timer cool-down at ", "\"count\" : ");
        var json = run("state", "readings", key, "--json");
        assertThat(JacksonFormat.MAPPER.readTree(json.out()).path("key").asText())
                .isEqualTo(key);
    }

    @Test
    void eventsAreListedOverAllPages() throws Exception {
        publish(2_345);
        var all = run("events", "0");
        assertThat(all.code()).as(all.err()).isZero();
        assertThat(all.out().lines()).hasSize(2_346).first().asString().startsWith("OFFSET  ACCEPTED");
        assertThat(run("events", "0", "--from", "2340").out().lines()).hasSize(6);
        assertThat(run("events", "0", "--limit", "1500").out().lines()).hasSize(1_501);
        var pages = new ArrayList<Integer>();
        for (var line : run("events", "0", "--json").out().lines().toList()) {
            pages.add(JacksonFormat.MAPPER.readTree(line).path("events").size());
        }
        assertThat(pages).containsExactly(1_000, 1_000, 345);
    }

    @Test
    void theClusterAndItsAvailabilityAreShown() {
        assertThat(run("cluster").out())
                .contains("seen by 10.0.0.1:7625", "10.0.0.2:7625", "recovering", "LOG FROM", "clock", "readings")
                .containsPattern("echo +every node +yes +running: nobody calls");
        assertThat(run("availability").out())
                .contains("slots not served now: [2]", "0.999", "so far", "member removed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensors", "sensors readings", "state readings d1", "events 0", "cluster", "availability"})
    void eachCommandShowsJsonNoColourAndWhoIsNotThere(String command) throws Exception {
        publish(1);
        var arguments = command.split(" ", -1);
        assertThat(run(arguments).out()).isNotEmpty().doesNotContain("\u001b");
        var json = run(with(arguments, "--json")).out();
        assertThat(json.lines()).hasSize(1);
        assertThat(JacksonFormat.MAPPER.readTree(json).isObject()).isTrue();
        var nobody = CommandRun.of(with(arguments, "--node", "http://127.0.0.1:1"));
        assertThat(nobody.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(nobody.out()).isEmpty();
        assertThat(nobody.err().lines()).hasSize(1);
    }

    @Test
    void problemsAreShownAsWhatTheySay() {
        var sensor = run("sensors", "none");
        assertThat(sensor.code()).isEqualTo(ExitCode.FAILED);
        assertThat(sensor.err()).isEqualToIgnoringNewLines("Not found: there is no sensor 'none'");
        assertThat(run("state", "readings", "none").err()).startsWith("Not found: ");
        assertThat(run("state", "readings", "too-large").err()).startsWith("Too large to show: ");
        assertThat(run("events", "9").err()).isEqualToIgnoringNewLines("Not found: there are the partitions 0 to 0");
        assertThat(run("sensors", "readings", "--limit", "0").code()).isEqualTo(ExitCode.MISUSED);
    }

    @Test
    void aTerminalHasColoursAndNoKeyMovesItsCursor() {
        var out = new StringWriter();
        var table = new Table(new Screen(new PrintWriter(out, true), true), "KEY");
        table.row(true, "\u001b[2J");
        table.show();
        assertThat(out.toString().lines()).containsExactly("\u001b[1mKEY\u001b[0m", "\u001b[31m\\u001b[2J\u001b[0m");
    }

    @Test
    void theCompletionKnowsTheCommandsAndTheHelpTheExitCodes() {
        assertThat(run0("completion").out()).contains("publish", "availability", "--keep-going");
        assertThat(run0("--help").out()).contains("No running node gave an answer.");
        assertThat(run0("help", "publish").out()).contains("Examples:", "vigil publish events.ndjson");
    }

    private void publish(int count) throws Exception {
        var lines = IntStream.range(0, count).mapToObj(String::valueOf).toList();
        var input = Files.write(folder.resolve("input"), lines).toString();
        assertThat(run("publish", input, "--type", "reading", "--source", "/s").code())
                .isZero();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(with(arguments, "--node", "http://127.0.0.1:" + api.port()));
    }

    private static CommandRun run0(String... arguments) {
        return CommandRun.of(arguments);
    }

    private static String[] with(String[] arguments, String... more) {
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }
}
