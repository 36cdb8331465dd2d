package dev.vigil.sensors.builds;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One webhook payload, shaped as GitHub documents it, each attribute of which a test can change. */
final class RunFixture {
    static final String REPOSITORY = "harbour/lighthouse";
    static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private final String kind;
    private final Map<String, Object> run = new LinkedHashMap<>();
    private final Map<String, Object> repository =
            new LinkedHashMap<>(Map.of("id", 4711, "full_name", REPOSITORY, "default_branch", "main"));
    private String action = "completed";

    private RunFixture(String kind) {
        this.kind = kind;
    }

    /** Run n of the workflow CI, on main, at minute n, first attempt. */
    static RunFixture workflow(int number, @Nullable String conclusion) {
        return new RunFixture("workflow_run")
                .with("name", "CI")
                .with("workflow_id", 77)
                .with("run_number", number)
                .with("run_attempt", 1)
                .with("head_branch", "main")
                .with("head_sha", "c0ffee" + number)
                .with("html_url", "https://github.example/runs/" + number)
                .with("conclusion", conclusion)
                .with("run_started_at", minute(number).toString())
                .with("updated_at", minute(number).plusSeconds(30).toString())
                .with("head_repository", Map.of("id", 4711));
    }

    /** A run of the check lint on main that lasts from one minute to the other. */
    static RunFixture check(int started, int completed, @Nullable String conclusion) {
        return new RunFixture("check_run")
                .with("name", "lint")
                .with("head_sha", "decade" + started)
                .with("html_url", "https://github.example/checks/" + started)
                .with("conclusion", conclusion)
                .with("started_at", minute(started).toString())
                .with("completed_at", minute(completed).toString())
                .with("check_suite", Map.of("head_branch", "main"));
    }

    static Instant minute(int minute) {
        return START.plusSeconds(minute * 60L);
    }

    RunFixture with(String name, @Nullable Object value) {
        run.put(name, value);
        return this;
    }

    RunFixture action(String value) {
        action = value;
        return this;
    }

    RunFixture repository(String fullName) {
        repository.put("full_name", fullName);
        return this;
    }

    RunFixture without(String name) {
        run.remove(name);
        return this;
    }

    String kind() {
        return kind;
    }

    Map<String, Object> payload() {
        return Map.of("action", action, kind, run, "repository", repository);
    }
}
