package dev.vigil.node.kill;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the builds of repositories come to, told anew from the deliveries. */
final class BuildModel {
    private static final Set<String> FAILED = Set.of("failure", "timed_out", "startup_failure");

    /** Repository, then build, then how it stands. */
    final Map<String, Map<String, Standing>> repositories = new TreeMap<>();

    private record Age(String workflow, long number, long attempt, Instant started, Instant finished) {
        boolean isBefore(Age other) {
            if (workflow.equals(other.workflow) && number != other.number) {
                return number < other.number;
            }
            if (workflow.equals(other.workflow) && attempt != other.attempt) {
                return attempt < other.attempt;
            }
            return started.equals(other.started) ? finished.isBefore(other.finished) : started.isBefore(other.started);
        }
    }

    /** How a build stands, and since which commit. */
    record Standing(String status, String commit, Age age) {}

    /** Takes one delivery; what is fired for it is told as the fields by which its payload is known. */
    void on(Delivery delivery, Consumer<Map<String, String>> fired) {
        var isWorkflow = delivery.event().equals("workflow_run");
        if ((!isWorkflow && !delivery.event().equals("check_run"))
                || delivery.repository().isEmpty()) {
            return;
        }
        var payload = delivery.payload();
        var run = payload.path(delivery.event());
        var branch =
                (isWorkflow ? run : run.path("check_suite")).path("head_branch").asText("");
        var main = payload.at("/repository/default_branch").asText("");
        var conclusion = run.path("conclusion").asText("");
        var counts = conclusion.equals("success") || FAILED.contains(conclusion);
        var isOwn = !isWorkflow || run.at("/head_repository/id").equals(payload.at("/repository/id"));
        if (counts
                && isOwn
                && branch.equals(main)
                && payload.path("action").asText("").equals("completed")) {
            count(delivery, run, fired);
        }
    }

    private void count(Delivery delivery, JsonNode run, Consumer<Map<String, String>> fired) {
        var repository = delivery.repository().orElseThrow();
        var isWorkflow = delivery.event().equals("workflow_run");
        var workflowName = delivery.payload().at("/workflow/name").asText("");
        var name = isWorkflow && !workflowName.isBlank()
                ? workflowName
                : run.path("name").asText();
        var age = isWorkflow
                ? new Age(
                        run.path("workflow_id").asText(),
                        run.path("run_number").asLong(),
                        run.path("run_attempt").asLong(),
                        Instant.parse(run.path("run_started_at")
                                .asText(run.path("updated_at").asText())),
                        Instant.parse(run.path("updated_at").asText()))
                : new Age(
                        "",
                        0,
                        0,
                        Instant.parse(run.path("started_at").asText()),
                        Instant.parse(run.path("completed_at").asText()));
        var builds = repositories.computeIfAbsent(repository, _ -> new TreeMap<>());
        var before = builds.get(delivery.event() + "/" + name);
        if (before != null && age.isBefore(before.age())) {
            return;
        }
        var passed = run.path("conclusion").asText().equals("success");
        var wasGreen = before != null && List.of("GREEN", "BROKEN").contains(before.status());
        var status = passed ? "GREEN" : wasGreen ? "BROKEN" : "NEVER_GREEN";
        var commit = run.path("head_sha").asText("");
        builds.put(delivery.event() + "/" + name, new Standing(status, commit, age));
        var was = before == null ? status : before.status();
        if ((was + status).equals("GREENBROKEN") || (was + status).equals("BROKENGREEN")) {
            fired.accept(Map.of(
                    "repository",
                    repository,
                    "name",
                    name,
                    "commit",
                    commit,
                    "conclusion",
                    run.path("conclusion").asText()));
        }
    }
}
