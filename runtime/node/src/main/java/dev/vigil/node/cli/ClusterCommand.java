package dev.vigil.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.UnreachableException;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows members, where slots and sources live, and how far sensors are behind. */
@Command(
        name = "cluster",
        description = "Shows the members of a running cluster, and where slots and sources live.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  vigil cluster", "  vigil cluster --node http://a:8080,http://b:8080 --json | jq .notRunning"})
final class ClusterCommand implements Callable<Integer> {
    @Mixin
    private NodeOptions options = new NodeOptions();

    @Override
    public Integer call() throws UnreachableException, AnsweredException, InterruptedException {
        try (var node = options.client()) {
            var answer = node.get("/cluster");
            var view = answer.json();
            if (options.isJson()) {
                options.out().println(answer.line());
                return ExitCode.OK;
            }
            var screen = options.screen();
            screen.line("seen by " + view.path("node").asText());
            members(screen, view.path("members"));
            slots(screen, view.path("slots"));
            sources(screen, view.path("sources"));
            var lag = new Table(screen, "SENSOR", "LAG");
            view.path("lag")
                    .properties()
                    .forEach(each ->
                            lag.row(false, each.getKey(), each.getValue().asText()));
            screen.line("");
            lag.show();
        }
        return ExitCode.OK;
    }

    private static void members(Screen screen, JsonNode members) {
        var table = new Table(screen, "MEMBER", "ROLES", "VERSION", "STATUS", "REACHABLE");
        for (var member : members) {
            table.row(
                    !member.path("reachable").asBoolean(),
                    member.path("address").asText(),
                    StreamSupport.stream(member.path("roles").spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(",")),
                    member.path("version").asText(),
                    member.path("status").asText(),
                    yesOrNo(member.path("reachable")));
        }
        screen.line("");
        table.show();
    }

    /**
     * With what is kept of each one's log: its oldest event, the next one's offset, and when the oldest was accepted. Nothing is
     * shown where there is none.
     */
    private static void slots(Screen screen, JsonNode slots) {
        if (slots.isEmpty()) {
            return;
        }
        var table = new Table(screen, "SLOT", "NODE", "RUNNING", "CONDITION", "LOG FROM", "TO", "OLDEST EVENT");
        for (var slot : slots) {
            var log = slot.path("log");
            table.row(
                    !slot.path("running").asBoolean(),
                    slot.path("slot").asText(),
                    slot.path("node").asText("-"),
                    yesOrNo(slot.path("running")),
                    slot.path("condition").asText(),
                    log.path("first").asText("-"),
                    log.path("end").asText("-"),
                    log.path("oldest").asText("-"));
        }
        screen.line("");
        table.show();
    }

    /** Nothing is shown where there is none. One that runs on every node is shown as it is on the node that answers. */
    private static void sources(Screen screen, JsonNode sources) {
        if (sources.isEmpty()) {
            return;
        }
        var table = new Table(screen, "SOURCE", "NODE", "RUNNING", "CONDITION");
        for (var source : sources) {
            table.row(
                    !source.path("running").asBoolean(),
                    source.path("source").asText(),
                    source.path("everyNode").asBoolean()
                            ? "every node"
                            : source.path("node").asText("-"),
                    yesOrNo(source.path("running")),
                    source.path("condition").asText());
        }
        screen.line("");
        table.show();
    }

    private static String yesOrNo(JsonNode value) {
        return value.asBoolean() ? "yes" : "no";
    }
}
