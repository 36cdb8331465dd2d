package dev.vigil.engine.dispatch;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps attempts back from an outside that has failed many times in a row, and lets a single one through now and then to
 * see whether it works again. Whatever it answers, a refusal as well, ends the pause; what never came to it says nothing.
 *
 * <p>Threading: not thread-safe. Without clock: time is a parameter that never goes back.
 */
final class Breaker {
    private final Optional<TriggerPolicy.Breaker> policy;
    private State state = State.CLOSED;
    /** Failures since the last answer, while it is closed. */
    private int failures;

    private long opensNanos;
    private @Nullable Flight<?> probe;

    /** Whether attempts may start. */
    enum State {
        /** They may. */
        CLOSED,
        /** None may until its time. */
        OPEN,
        /** One is under way that decides. */
        HALF_OPEN
    }

    /** Never opens where no policy is given. */
    Breaker(Optional<TriggerPolicy.Breaker> policy) {
        this.policy = policy;
    }

    State state() {
        return state;
    }

    /** Whether one more may start at that time. */
    boolean allows(long nowNanos) {
        return nowNanos >= opensNanos();
    }

    /** When one more may start: always, from a time on, or {@link Agenda#NEVER} while one is under way that decides. */
    long opensNanos() {
        return switch (state) {
            case CLOSED -> Long.MIN_VALUE;
            case OPEN -> opensNanos;
            case HALF_OPEN -> Agenda.NEVER;
        };
    }

    /** An attempt has started, which was allowed. */
    void started(Flight<?> flight) {
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
            probe = flight;
        }
    }

    /** The outside has answered an attempt, whenever it was started. */
    void answered() {
        state = State.CLOSED;
        failures = 0;
        probe = null;
    }

    /** An attempt has ended without having come to the outside, of which it says nothing: another one may find out. */
    void unsent(Flight<?> flight) {
        if (flight == probe) {
            state = State.OPEN;
            probe = null;
        }
    }

    /** An attempt has failed. */
    void failed(Flight<?> flight, long nowNanos) {
        if (state == State.CLOSED) {
            failures++;
            policy.filter(limit -> failures >= limit.failures()).ifPresent(limit -> open(limit, nowNanos));
        } else if (flight == probe) {
            // Those that were under way before say nothing new.
            policy.ifPresent(limit -> open(limit, nowNanos));
        }
    }

    private void open(TriggerPolicy.Breaker limit, long nowNanos) {
        state = State.OPEN;
        opensNanos = nowNanos + limit.openFor().toNanos();
        probe = null;
    }
}
