package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** What the demo's sensors know, as tables. */
final class Knowledge {
    private Knowledge() {}

    static List<String> ofReadings(Map<String, JsonNode> states) {
        var table = new Table("device", "count", "sum", "max", "last");
        states.forEach((device, state) -> table.row(
                device,
                state.path("count").asText(),
                state.path("sum").asText(),
                state.path("max").asText(),
                state.path("last").asText()));
        return table.lines();
    }

    static List<String> ofBuilds(Map<String, JsonNode> states) {
        var table = new Table("repository", "build", "status", "since", "commit");
        states.forEach((repository, state) -> {
            for (var build : state.path("builds").properties()) {
                var commit = build.getValue().path("commit").asText();
                table.row(
                        repository,
                        build.getKey(),
                        build.getValue().path("status").asText(),
                        build.getValue().path("since").asText(),
                        commit.substring(0, Math.min(7, commit.length())));
            }
        });
        return table.lines();
    }
}
