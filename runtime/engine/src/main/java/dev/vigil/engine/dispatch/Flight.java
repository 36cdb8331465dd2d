package dev.vigil.engine.dispatch;

import dev.vigil.api.Firing;
import dev.vigil.api.TraceContext;
import java.util.Optional;

/** One attempt under way. Immutable; equal to itself only. */
final class Flight<O> {
    final Task<O> task;
    final long deadlineNanos;

    Flight(Task<O> task, long deadlineNanos) {
        this.task = task;
        this.deadlineNanos = deadlineNanos;
    }

    /** The firing, with a payload of its own to read: a trigger may move the position, and attempts may overlap. */
    Firing firing() {
        return firing(task.firing.trace());
    }

    /** The same, to be handed on as within that place in a trace. */
    Firing firing(Optional<TraceContext> trace) {
        var firing = task.firing;
        return new Firing(
                firing.id(),
                firing.trigger(),
                firing.sensor(),
                firing.key(),
                firing.payload().asReadOnlyBuffer(),
                firing.decidedAt(),
                trace);
    }
}
