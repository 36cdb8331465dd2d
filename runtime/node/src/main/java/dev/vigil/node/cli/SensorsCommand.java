package dev.vigil.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.NodeClient;
import dev.vigil.node.client.UnreachableException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows sensors, or the keys for which one has instances. */
@Command(
        name = "sensors",
        description = "Lists the sensors of a running node, or the keys of one.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  vigil sensors", "  vigil sensors readings --limit 20"})
final class SensorsCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Mixin
    private PageOptions pages = new PageOptions();

    @Parameters(arity = "0..1", paramLabel = "SENSOR", description = "The sensor whose keys are listed.")
    private Optional<String> sensor = Optional.empty();

    @Override
    public Integer call() throws UnreachableException, AnsweredException, InterruptedException {
        var limit = pages.limit();
        try (var node = options.client()) {
            if (sensor.isPresent()) {
                keys(node, sensor.get(), limit);
            } else {
                all(node);
            }
        }
        return ExitCode.OK;
    }

    private void all(NodeClient node) throws UnreachableException, AnsweredException, InterruptedException {
        var answer = node.get("/sensors");
        var sensors = answer.json().path("sensors");
        if (options.isJson()) {
            options.out().println(answer.line());
            return;
        }
        var table = new Table(options.screen(), "SENSOR", "TYPES", "SOURCES", "INSTANCES", "LAG");
        for (var each : sensors) {
            table.row(
                    false,
                    each.path("sensor").asText(),
                    each.path("configured").asBoolean() ? joined(each.path("types")) : "not configured",
                    joined(each.path("sources")),
                    each.path("instances").asText(),
                    each.path("lag").asText());
        }
        table.show();
    }

    private void keys(NodeClient node, String name, long limit)
            throws UnreachableException, AnsweredException, InterruptedException {
        var path = "/sensors/" + NodeClient.encoded(name) + "?limit=";
        var screen = options.screen();
        var remaining = limit;
        var after = "";
        while (remaining > 0 && !screen.isGone()) {
            var answer = node.get(path + PageOptions.page(remaining) + after);
            var page = answer.json();
            if (options.isJson()) {
                options.out().println(answer.line());
            } else {
                page.path("keys").forEach(key -> screen.line(key.asText()));
            }
            remaining -= page.path("keys").size();
            if (!page.hasNonNull("next")) {
                return;
            }
            after = "&after=" + NodeClient.encoded(page.path("next").asText());
        }
    }

    private static String joined(JsonNode texts) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }
}
