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
            places(screen, "SLOT", "slot", view.path("slots"));
            places(screen, "SOURCE", "source", view.path("sources"));
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
            var isReachable = member.path("reachable").asBoolean();
            table.row(
                    !isReachable,
                    member.path("address").asText(),
                    StreamSupport.stream(member.path("roles").spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(",")),
                    member.path("version").asText(),
                    member.path("status").asText(),
                    isReachable ? "yes" : "no");
        }
        screen.line("");
        table.show();
    }

    /** What lives somewhere; nothing is shown where there is none. */
    private static void places(Screen screen, String heading, String name, JsonNode places) {
        if (places.isEmpty()) {
            return;
        }
        var table = new Table(screen, heading, "NODE", "RUNNING", "CONDITION");
        for (var place : places) {
            var isRunning = place.path("running").asBoolean();
            table.row(
                    !isRunning,
                    place.path(name).asText(),
                    place.path("node").asText("-"),
                    isRunning ? "yes" : "no",
                    place.path("condition").asText());
        }
        screen.line("");
        table.show();
    }
}
