package dev.vigil.sensors.builds;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.sensors.builds.Build.Status;
import dev.vigil.sensors.builds.Run.Verdict;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Tells when a build of a repository's default branch breaks, and when it is green again.
 *
 * <p>A build is a workflow or a check, by its name: {@code workflow_run/CI}, {@code check_run/lint}. It breaks with the
 * first run that fails ({@code failure}, {@code timed_out}, {@code startup_failure}) after one that succeeded; what fails
 * from the first run that is seen has not been broken by anyone and fires nothing, nor does its first success. Other
 * conclusions change nothing, nor does a run that is older than the latest one that counts (see {@link RunOrder}).
 *
 * <p>A re-run of an old commit's check counts as a new run, since check runs are not numbered; nor do they tell the
 * default branch of a fork from the repository's own.
 */
public final class BuildBreaks extends Sensor<BuildBreaks.State> {
    /** How many builds of a repository are known at most; the one that has not run for longest is forgotten first. */
    public static final int MOST_BUILDS = 200;

    private final String alarm;
    private final String recovered;

    /**
     * What is known of one repository.
     *
     * @param builds by kind and name
     */
    public record State(Map<String, Build> builds) {
        /** Copies the builds, in the order of their names. */
        public State {
            builds = Collections.unmodifiableMap(new TreeMap<>(builds));
        }
    }

    /** A sensor that fires the triggers of these names. */
    public BuildBreaks(String alarm, String recovered) {
        this.alarm = alarm;
        this.recovered = recovered;
    }

    @Override
    public Subscription subscription() {
        return Subscription.to("workflow_run", "check_run").keyedBy(event -> event.text("/repository/full_name"));
    }

    @Override
    public Set<String> triggers() {
        return alarm.equals(recovered) ? Set.of(alarm) : Set.of(alarm, recovered);
    }

    @Override
    public State initialState(String key) {
        return new State(Map.of());
    }

    @Override
    public Effect<State> onEvent(State state, Event event, Context context) {
        var payload = event.data(GitHubPayload.class);
        if (!"completed".equals(payload.action())) {
            return Effect.none();
        }
        var run = Run.of(payload, context.now());
        if (run.isEmpty()) {
            return Effect.reject("a " + event.type() + " event without a run");
        }
        return isOnDefaultBranch(run.get(), payload) ? onRun(state, run.get(), context.key()) : Effect.none();
    }

    private static boolean isOnDefaultBranch(Run run, GitHubPayload payload) {
        var repository = payload.repository();
        return repository != null && !run.branch().isEmpty() && run.branch().equals(repository.default_branch());
    }

    private Effect<State> onRun(State state, Run run, String repository) {
        if (run.name().isEmpty()) {
            return Effect.reject("a run without a name");
        }
        var before = state.builds().get(run.build());
        var verdict = run.verdict();
        if (verdict == Verdict.NOTHING || (before != null && run.order().isBefore(before.order()))) {
            return Effect.none();
        }
        var after = Build.after(before, run, verdict == Verdict.PASSED);
        var effect = Effect.become(with(state, run.build(), after));
        var was = before == null ? after.status() : before.status();
        if (was == Status.GREEN && after.status() == Status.BROKEN) {
            return effect.fire(alarm, notice(run, repository));
        }
        return was == Status.BROKEN && after.status() == Status.GREEN
                ? effect.fire(recovered, notice(run, repository))
                : effect;
    }

    private static State with(State state, String name, Build build) {
        var builds = new TreeMap<>(state.builds());
        if (builds.put(name, build) == null && builds.size() > MOST_BUILDS) {
            state.builds().entrySet().stream()
                    .min(Comparator.comparing(entry -> entry.getValue().order().finishedAt()))
                    .ifPresent(oldest -> builds.remove(oldest.getKey()));
        }
        return new State(builds);
    }

    private static Notice notice(Run run, String repository) {
        return new Notice(
                repository,
                run.kind(),
                run.name(),
                run.branch(),
                run.commit(),
                run.url(),
                run.conclusion(),
                run.order().finishedAt());
    }
}
