package dev.vigil.engine.dispatch;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one trigger what may start, what is due next and what has ended.
 *
 * <p>A firing is in one of four conditions: behind an earlier one of its key, ready, running, or paused until it may be
 * tried again. The firings of one sensor and key are started in the order in which they came here, each after the one
 * before it has ended; a firing that is sent again after it ended goes to the end of its line.
 *
 * <p>Threading: not thread-safe. Without clock or I/O: time is a parameter that never goes back.
 *
 * @param <O> who sends firings and is answered
 */
final class Agenda<O> {
    /** No time at all. */
    static final long NEVER = Long.MAX_VALUE;

    private final TriggerPolicy policy;
    private final long timeoutNanos;
    private final Backoff backoff;
    private final RateWindow rate;
    private final Breaker breaker;
    private final Map<String, Task<O>> tasks = new HashMap<>();
    private final KeyOrder<O> order = new KeyOrder<>();
    private final RoundRobin<O, Task<O>> ready = new RoundRobin<>();
    private final PriorityQueue<Task<O>> paused = new PriorityQueue<>(Comparator.comparingLong(task -> task.dueNanos));
    /** In the order of their starts, and so of their deadlines. */
    private final LinkedHashSet<Flight<O>> flights = new LinkedHashSet<>();

    private Map<O, List<FiringResult>> results = new LinkedHashMap<>();
    private boolean isClosed;

    Agenda(TriggerPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.timeoutNanos = policy.timeout().toNanos();
        this.backoff = new Backoff(policy.retry(), random);
        this.rate = new RateWindow(policy.perSecond());
        this.breaker = new Breaker(policy.breaker());
    }

    /** Takes firings in; one that has not ended here only gets one more to be answered. */
    void take(List<Firing> firings, O owner) {
        for (var firing : firings) {
            var known = tasks.get(firing.id());
            if (known == null) {
                var task = new Task<>(firing, owner);
                tasks.put(firing.id(), task);
                if (order.append(task)) {
                    makeReady(task);
                }
            } else if (!known.owners.contains(owner)) {
                known.owners.add(owner);
            }
        }
    }

    /** Drops what only that owner waits for, except attempts under way, and answers it no more. */
    void cancel(O owner) {
        results.remove(owner);
        var dropped = new ArrayList<Task<O>>();
        for (var task : tasks.values()) {
            if (task.owners.remove(owner) && !task.isWanted() && !task.isRunning) {
                dropped.add(task);
            }
        }
        paused.removeIf(task -> !task.isWanted());
        var queued = ready.remove(owner);
        dropped.forEach(this::forget);
        for (var task : queued) {
            if (task.isWanted()) {
                makeReady(task);
            }
        }
    }

    /** Starts nothing from now on. */
    void close() {
        isClosed = true;
    }

    /** An attempt that is to be started at once; none where a limit is reached or nothing is due. */
    @Nullable
    Flight<O> next(long nowNanos) {
        if (isClosed) {
            return null;
        }
        wake(nowNanos);
        boolean mayStart = rate.allows(nowNanos) && breaker.allows(nowNanos);
        if (flights.size() >= policy.concurrency() || !mayStart) {
            return null;
        }
        var task = ready.poll();
        if (task == null) {
            return null;
        }
        rate.started(nowNanos);
        task.attempts++;
        task.isRunning = true;
        var flight = new Flight<>(task, nowNanos + timeoutNanos);
        flights.add(flight);
        breaker.started(flight);
        return flight;
    }

    /** An attempt that has not ended in time, to be ended by the caller. */
    @Nullable
    Flight<O> overdue(long nowNanos) {
        var first = flights.isEmpty() ? null : flights.getFirst();
        return first != null && first.deadlineNanos <= nowNanos ? first : null;
    }

    /** Ends an attempt. */
    Verdict end(Flight<O> flight, Trigger.Attempt result, long nowNanos) {
        if (!flights.remove(flight)) {
            return Verdict.LATE;
        }
        var task = flight.task;
        var id = task.firing.id();
        task.isRunning = false;
        boolean wasPaused = isPaused();
        switch (result) {
            case Trigger.TryAgain _ -> breaker.failed(flight, nowNanos);
            case Trigger.Unsendable _ -> breaker.unsent(flight);
            case Trigger.Delivered _, Trigger.Publish _, Trigger.Refused _ -> breaker.answered();
        }
        return switch (result) {
            case Trigger.Delivered() -> finish(task, new FiringResult.Delivered(id, task.attempts), Verdict.DELIVERED);
            case Trigger.Publish(var event) ->
                finish(task, new FiringResult.Published(id, event, task.attempts), Verdict.DELIVERED);
            case Trigger.Refused(var cause) -> giveUp(task, cause, Verdict.REFUSED);
            case Trigger.Unsendable(var cause) -> giveUp(task, cause, Verdict.REFUSED);
            case Trigger.TryAgain(var cause, var after) ->
                wasLast(task, wasPaused) || !task.isWanted()
                        ? giveUp(task, cause, Verdict.EXHAUSTED)
                        : pause(task, after, nowNanos);
        };
    }

    /** When to look again, if nothing happens before. Asked after a {@link #next} without result; later than its time. */
    long dueNanos() {
        long due = flights.isEmpty() ? NEVER : flights.getFirst().deadlineNanos;
        if (isClosed) {
            return due;
        }
        if (!paused.isEmpty()) {
            due = Math.min(due, paused.element().dueNanos);
        }
        boolean waitsForLeave = !ready.isEmpty() && flights.size() < policy.concurrency();
        return waitsForLeave ? Math.min(due, Math.max(rate.opensNanos(), breaker.opensNanos())) : due;
    }

    /** Whether attempts may start, as far as the outside's failures go. */
    Breaker.State breaker() {
        return breaker.state();
    }

    /** What has ended since the last call, for each who waits for it. */
    Map<O, List<FiringResult>> takeResults() {
        if (results.isEmpty()) {
            return Map.of();
        }
        var taken = results;
        results = new LinkedHashMap<>();
        return taken;
    }

    /** How many attempts are under way. */
    int running() {
        return flights.size();
    }

    /** How many firings wait: for a limit, for an earlier one of their key, or to be tried again. */
    int waiting() {
        return tasks.size() - flights.size();
    }

    private void wake(long nowNanos) {
        for (var first = paused.peek(); first != null && first.dueNanos <= nowNanos; first = paused.peek()) {
            paused.remove();
            makeReady(first);
        }
    }

    /**
     * Counts a failure, and tells whether the firing is to be given up for it. While attempts pause it is the outside's and
     * counts for none. The one that pauses them counts, but ends no firing that could have had another attempt: where what is
     * called is away, that is what there is to see of it. A firing that had none left before, and fails again after others were
     * answered, fails for a reason of its own.
     */
    private boolean wasLast(Task<O> task, boolean wasPaused) {
        if (wasPaused) {
            return false;
        }
        task.failures++;
        int most = policy.retry().attempts();
        return isPaused() ? task.failures > most : task.failures >= most;
    }

    private boolean isPaused() {
        return breaker.state() != Breaker.State.CLOSED;
    }

    private Verdict giveUp(Task<O> task, String cause, Verdict verdict) {
        return task.isWanted()
                ? finish(task, new FiringResult.Exhausted(task.firing.id(), cause, task.attempts), verdict)
                : finish(task, null, Verdict.ABANDONED);
    }

    private Verdict finish(Task<O> task, @Nullable FiringResult result, Verdict verdict) {
        for (var owner : task.owners) {
            if (result != null) {
                results.computeIfAbsent(owner, _ -> new ArrayList<>()).add(result);
            }
        }
        forget(task);
        return verdict;
    }

    private Verdict pause(Task<O> task, Optional<Duration> asked, long nowNanos) {
        task.dueNanos = nowNanos + backoff.pauseNanos(task.attempts, asked);
        paused.add(task);
        return Verdict.RETRIED;
    }

    private void forget(Task<O> task) {
        tasks.remove(task.firing.id());
        var first = order.remove(task);
        if (first != null && first.isWanted()) {
            makeReady(first);
        }
    }

    /** A task that is ready stands in the queue of its first owner. */
    private void makeReady(Task<O> task) {
        ready.add(task.owners.getFirst(), task);
    }
}
