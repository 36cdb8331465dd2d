package dev.vigil.engine.cluster;

import dev.vigil.engine.tracing.Tracing;
import java.time.Duration;
import java.time.InstantSource;

/** Records the calls of handlers once what they decided is on disk. Thread-safe. */
record HandlerSpans(Tracing tracing, InstantSource clock) {
    /** Takes a step whose record is on disk: each span is as long as that took from the arrival of what went into it. */
    void committed(InFlight done) {
        var spans = done.step().spans();
        if (spans.isEmpty()) {
            return;
        }
        var to = clock.instant();
        var from = to.minus(Duration.ofNanos(System.nanoTime() - done.batch().arrivedNanos()));
        spans.forEach(span -> tracing.handled(
                new Tracing.Call(
                        span.sensor(),
                        span.key(),
                        span.event(),
                        span.origin().slot(),
                        span.origin().position()),
                span.trace(),
                from,
                to,
                span.problem()));
    }
}
