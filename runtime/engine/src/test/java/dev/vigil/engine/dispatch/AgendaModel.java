package dev.vigil.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an {@link Agenda} may and must do, told without its queues: one list in the order of arrival, searched from the
 * start for every question.
 */
final class AgendaModel {
    private static final long SECOND = 1_000_000_000L;

    private final TriggerPolicy policy;
    private final List<Known> known = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    /** Starts and ends of all attempts, as far as the pause is concerned. */
    private final List<Mark> marks = new ArrayList<>();

    private Map<Integer, List<FiringResult>> expected = new HashMap<>();

    private enum What {
        START,
        ANSWER,
        FAILURE,
        /** It never came to the outside. */
        NOTHING
    }

    private record Mark(What what, String firing, long now) {}

    /** A pause, and who finds out whether it is over. */
    private record Pause(long untilNanos, String probe) {
        private static final Pause NONE = new Pause(Long.MIN_VALUE, "");
    }

    /** A firing that has not ended. */
    private static final class Known {
        private final Firing firing;
        private final Set<Integer> owners = new LinkedHashSet<>();
        private int attempts;
        /** Failures that count, which are those while attempts were made. */
        private int failures;

        private boolean running;
        /** It may be started from the first time on and must be from the second. */
        private long mayNanos;

        private long mustNanos;

        private Known(Firing firing) {
            this.firing = firing;
        }

        private boolean isOfKeyOf(Known other) {
            return firing.key().equals(other.firing.key()) && firing.sensor().equals(other.firing.sensor());
        }
    }

    AgendaModel(TriggerPolicy policy) {
        this.policy = policy;
    }

    void take(List<Firing> firings, int owner) {
        for (var firing : firings) {
            var found = known.stream()
                    .filter(k -> k.firing.id().equals(firing.id()))
                    .findAny();
            if (found.isEmpty()) {
                known.add(new Known(firing));
            }
            found.orElseGet(known::getLast).owners.add(owner);
        }
    }

    void cancel(int owner) {
        known.forEach(k -> k.owners.remove(owner));
        known.removeIf(k -> k.owners.isEmpty() && !k.running);
        expected.remove(owner);
    }

    void started(Firing firing, long now) {
        var task = find(firing);
        assertThat(running()).as("concurrency").isLessThan(policy.concurrency());
        assertThat(isRateOpen(now)).as("a start within the rate").isTrue();
        assertThat(isOutsideOpen(now)).as("a start while attempts pause").isTrue();
        assertThat(task.running).as("%s runs twice at once", firing.id()).isFalse();
        assertThat(isFirst(task)).as("%s is the first of its key", firing.id()).isTrue();
        assertThat(task.owners).as("someone waits for %s", firing.id()).isNotEmpty();
        assertThat(now).as("the pause of %s is over", firing.id()).isGreaterThanOrEqualTo(task.mayNanos);
        task.attempts++;
        task.running = true;
        starts.add(now);
        marks.add(new Mark(What.START, firing.id(), now));
    }

    Verdict ended(Firing firing, Trigger.Attempt result, long now) {
        var task = find(firing);
        task.running = false;
        boolean wasPaused = isPaused();
        marks.add(new Mark(what(result), firing.id(), now));
        return switch (result) {
            case Trigger.Delivered() -> {
                finish(task, new FiringResult.Delivered(firing.id(), task.attempts));
                yield Verdict.DELIVERED;
            }
            case Trigger.Publish(var event) -> {
                finish(task, new FiringResult.Published(firing.id(), event, task.attempts));
                yield Verdict.DELIVERED;
            }
            case Trigger.Refused(var cause) -> giveUp(task, cause, Verdict.REFUSED);
            case Trigger.Unsendable(var cause) -> giveUp(task, cause, Verdict.REFUSED);
            case Trigger.TryAgain(var cause, var after) -> {
                task.failures += wasPaused ? 0 : 1;
                if (isItsOwnEnd(task, wasPaused) || task.owners.isEmpty()) {
                    yield giveUp(task, cause, Verdict.EXHAUSTED);
                }
                long full = fullPause(task.attempts);
                long asked = after.map(Duration::toNanos).orElse(0L);
                task.mayNanos = now
                        + Math.max((long) Math.floor(full * (1 - policy.retry().jitter())), asked);
                task.mustNanos = now + Math.max(full, asked);
                yield Verdict.RETRIED;
            }
        };
    }

    private static What what(Trigger.Attempt result) {
        return switch (result) {
            case Trigger.TryAgain _ -> What.FAILURE;
            case Trigger.Unsendable _ -> What.NOTHING;
            case Trigger.Delivered _, Trigger.Publish _, Trigger.Refused _ -> What.ANSWER;
        };
    }

    /** After a failure: never while attempts pause, and not by the one that pauses them, unless it had none left before. */
    private boolean isItsOwnEnd(Known task, boolean wasPaused) {
        int most = policy.retry().attempts();
        return !wasPaused && (isPaused() ? task.failures > most : task.failures >= most);
    }

    /** Nothing waits that could run. */
    void assertNobodyWaitsInVain(long now) {
        if (running() == policy.concurrency() || !isRateOpen(now) || !isOutsideOpen(now)) {
            return;
        }
        for (var task : known) {
            if (!task.running && isFirst(task)) {
                assertThat(now).as("%s could run", task.firing.id()).isLessThan(task.mustNanos);
            }
        }
    }

    Map<Integer, List<FiringResult>> takeExpected() {
        var taken = expected;
        expected = new HashMap<>();
        return taken;
    }

    int running() {
        return (int) known.stream().filter(k -> k.running).count();
    }

    int waiting() {
        return known.size() - running();
    }

    private Verdict giveUp(Known task, String cause, Verdict verdict) {
        boolean isWanted = !task.owners.isEmpty();
        finish(task, new FiringResult.Exhausted(task.firing.id(), cause, task.attempts));
        return isWanted ? verdict : Verdict.ABANDONED;
    }

    private void finish(Known task, FiringResult result) {
        known.remove(task);
        for (var owner : task.owners) {
            expected.computeIfAbsent(owner, _ -> new ArrayList<>()).add(result);
        }
    }

    private Known find(Firing firing) {
        return known.stream()
                .filter(k -> k.firing.id().equals(firing.id()))
                .findAny()
                .orElseThrow(() -> new AssertionError(firing.id() + " is not known"));
    }

    private boolean isFirst(Known task) {
        return known.stream().filter(task::isOfKeyOf).findFirst().orElseThrow() == task;
    }

    /** In no second, its beginning included and its end not, are there more starts than the rate. */
    private boolean isRateOpen(long now) {
        return policy.perSecond().isEmpty()
                || starts.stream().filter(start -> start > now - SECOND).count()
                        < policy.perSecond().getAsInt();
    }

    boolean isPaused() {
        return !pause().equals(Pause.NONE);
    }

    private boolean isOutsideOpen(long now) {
        var pause = pause();
        return now >= pause.untilNanos() && pause.probe().isEmpty();
    }

    /** Told from the whole history, each time anew. */
    private Pause pause() {
        if (policy.breaker().isEmpty()) {
            return Pause.NONE;
        }
        long length = policy.breaker().get().openFor().toNanos();
        var pause = Pause.NONE;
        int failures = 0;
        for (var mark : marks) {
            switch (mark.what()) {
                case ANSWER -> {
                    failures = 0;
                    pause = Pause.NONE;
                }
                case NOTHING -> pause = pause.probe().equals(mark.firing()) ? new Pause(pause.untilNanos(), "") : pause;
                case START -> pause = pause.equals(Pause.NONE) ? pause : new Pause(pause.untilNanos(), mark.firing());
                case FAILURE -> {
                    failures++;
                    boolean isEnough = failures == policy.breaker().get().failures();
                    boolean isProbe = pause.probe().equals(mark.firing());
                    pause = isEnough || isProbe ? new Pause(mark.now() + length, "") : pause;
                }
            }
        }
        return pause;
    }

    private long fullPause(int failures) {
        long most = policy.retry().most().toNanos();
        long pause = policy.retry().first().toNanos();
        for (int i = 1; i < failures; i++) {
            pause = Math.min(most, pause * 2);
        }
        return Math.min(most, pause);
    }
}
