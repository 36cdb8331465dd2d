package dev.vigil.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Outcome;
import dev.vigil.node.http.ServedApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishCommandTest {
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
    void eventsArePublishedInTheirOrderAndAgainAreDuplicates() throws Exception {
        var lines = events(1_234);
        var first = publish(file(lines));
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out()).isEqualToIgnoringNewLines("1234 events acknowledged: 1234 accepted, 0 duplicates");
        assertThat(api.engine.log()).extracting(event -> event.id()).first().isEqualTo("1");
        assertThat(api.engine.log()).extracting(event -> event.id()).last().isEqualTo("1234");
        var second = publish(file(lines), "--json");
        assertThat(second.code()).isZero();
        assertThat(second.out()).isEqualToIgnoringNewLines("{\"accepted\": 0, \"duplicates\": 1234, \"refused\": 0}");
    }

    @Test
    void aMalformedLineStopsBeforeWhatFollowsIt() throws Exception {
        var lines = events(8_000);
        lines.set(7_000, lines.get(7_000).replace("\"type\"", "\"typ\""));
        var run = publish(file(lines));
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).startsWith("line 7001: attribute 'type': is missing; ");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.out()).startsWith("7000 events acknowledged: 7000 accepted");
        assertThat(api.engine.log()).hasSize(7_000);
    }

    @Test
    void malformedLinesAreReportedAndPassedOverWhereThatIsWanted() throws Exception {
        var lines = events(10);
        lines.set(3, "{");
        lines.set(7, "");
        lines.set(9, "[]");
        var run = publish(file(lines), "--keep-going");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.err()).contains("line 4: ", "line 10: ");
        assertThat(run.out()).contains("7 events acknowledged", "2 lines refused");
        assertThat(api.engine.log()).hasSize(7);
    }

    @Test
    void anEventThatTheNodeRefusesIsFoundInItsBatch() throws Exception {
        var lines = events(100);
        lines.set(60, lines.get(60).replace("{\"value\":1}", "\"" + "x".repeat(70_000) + "\""));
        var run = publish(file(lines));
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).startsWith("line 61: Content too large: the body is larger than 65536 bytes");
        assertThat(api.engine.log()).hasSize(60);
        assertThat(publish(file(lines), "--keep-going").out()).contains("39 accepted, 60 duplicates; 1 lines refused");
        assertThat(api.engine.log()).hasSize(99);
    }

    @Test
    void whatIsSentAgainAfterDoubtIsNotDoubled() throws Exception {
        try (var node = new DoubtfulNode(2)) {
            var input = Files.write(folder.resolve("data"), List.of("{\"value\": 1}", "", "2", "[3]"));
            var run = CommandRun.of(
                    "publish", input.toString(), "--node", node.url(), "--type", "reading", "--source", "/lab");
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out()).contains("3 events acknowledged: 0 accepted, 3 duplicates");
            assertThat(node.requests).hasValue(3);
            assertThat(node.engine.log())
                    .extracting(event -> event.dataAsText())
                    .containsExactly("{\"value\": 1}", "2", "[3]");
        }
    }

    @Test
    void whenPatienceHasRunOutItSaysHowFarItGotAndHowToGoOn() throws Exception {
        api.engine.answer(CompletableFuture.completedFuture(new Outcome.Rejected("full", Duration.ofSeconds(2))));
        var input = file(List.of("1", "2"));
        var run = publish(input, "--type", "t", "--source", "/s", "--id-prefix", "mine", "--retry-for", "1");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("full", "acknowledged up to line 0", "--id-prefix mine");
    }

    @Test
    void theSamePrefixMakesTheSameEvents() throws Exception {
        var input = file(List.of("1", "2"));
        String[] options = {"--type", "t", "--source", "/s", "--subject", "d", "--id-prefix", "mine"};
        assertThat(publish(input, options).out()).contains("2 accepted, 0 duplicates");
        assertThat(publish(input, options).out()).contains("0 accepted, 2 duplicates");
        assertThat(api.engine.log()).extracting(event -> event.id()).containsExactly("mine-1", "mine-2");
        assertThat(api.engine.log().getFirst().subject()).contains("d");
    }

    @Test
    void textAndWholeFilesAreDataToo() throws Exception {
        var input = file(List.of("one", "two"));
        String[] options = {"--type", "t", "--source", "/s", "--content-type", "text/plain"};
        assertThat(publish(input, options).code()).isZero();
        assertThat(publish(input, "--whole", "--type", "t", "--source", "/s", "--content-type", "text/plain")
                        .code())
                .isZero();
        assertThat(api.engine.log())
                .extracting(event -> event.dataAsText())
                .containsExactly("one", "two", "one\ntwo\n");
    }

    @Test
    void dataCannotPassForAttributes() throws Exception {
        var run = publish(file(List.of("1, \"subject\": \"other\"")), "--type", "t", "--source", "/s");
        assertThat(run.code()).isEqualTo(ExitCode.FAILED);
        assertThat(run.err()).startsWith("line 1: not JSON");
        assertThat(api.engine.log()).isEmpty();
    }

    @Test
    void aNodeThatIsNotThereIsPassedOverOrTold() throws Exception {
        var input = file(events(3));
        var both = CommandRun.of("publish", input, "--node", "http://127.0.0.1:1,http://127.0.0.1:" + api.port());
        assertThat(both.code()).as(both.err()).isZero();
        var none = CommandRun.of("publish", input, "--node", "http://127.0.0.1:1");
        assertThat(none.code()).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(none.err().lines()).hasSize(1);
        assertThat(none.err()).contains("no answer from http://127.0.0.1:1 (cannot connect)");
    }

    @Test
    void wrongUseIsToldInTwoLinesAndSendsNothing() throws Exception {
        var input = file(events(1));
        assertThat(List.of(
                        publish(input, "--type", "t"),
                        publish(input, "--whole"),
                        publish(input, "--type", "", "--source", "/s"),
                        publish(folder.resolve("none").toString()),
                        CommandRun.of("publish"),
                        CommandRun.of("publish", input, "--node", "localhost:8080")))
                .allSatisfy(run -> {
                    assertThat(run.code()).isEqualTo(ExitCode.MISUSED);
                    assertThat(run.err().lines()).hasSize(2);
                    assertThat(run.err()).contains("see vigil publish --help");
                });
        assertThat(api.engine.log()).isEmpty();
    }

    private CommandRun publish(String input, String... options) {
        var arguments = new ArrayList<>(List.of("publish", input, "--node", "http://127.0.0.1:" + api.port() + "/"));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private String file(List<String> lines) throws IOException {
        return Files.write(folder.resolve("input"), lines).toString();
    }

    private static List<String> events(int count) {
        var lines = new ArrayList<String>();
        for (var id = 1; id <= count; id++) {
            lines.add("{\"specversion\":\"1.0\",\"id\":\"" + id
                    + "\",\"source\":\"/s\",\"type\":\"reading\",\"subject\":\"d\",\"data\":{\"value\":1}}");
        }
        return lines;
    }
}
