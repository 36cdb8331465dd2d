package dev.vigil.engine.dispatch;

import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import dev.vigil.engine.tracing.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The spans of attempts that run, where their trace is sampled. Not thread-safe. */
final class AttemptSpans {
    private static final AttributeKey<String> VERDICT = AttributeKey.stringKey("vigil.verdict");

    private final Tracing tracing;
    private final Map<Flight<?>, Span> open = new HashMap<>();

    AttemptSpans(Tracing tracing) {
        this.tracing = tracing;
    }

    /** Begins an attempt; what its trigger is given says where in the trace it is. */
    Firing begin(Flight<?> flight) {
        var firing = flight.task.firing;
        var span = tracing.attempt(firing, flight.task.attempts);
        span.ifPresent(begun -> open.put(flight, begun));
        return span.isEmpty() ? flight.firing() : flight.firing(span.map(Tracing::within));
    }

    /** Ends an attempt. */
    void end(Flight<?> flight, Trigger.Attempt result, Verdict verdict) {
        var span = open.remove(flight);
        if (span != null) {
            span.setAttribute(VERDICT, verdict.name().toLowerCase(Locale.ROOT));
            problem(result).ifPresent(cause -> span.setStatus(StatusCode.ERROR, cause));
            span.end();
        }
    }

    /** The dispatch ends: what becomes of these attempts is not known here. */
    void abandon() {
        open.values().forEach(Span::end);
        open.clear();
    }

    private static Optional<String> problem(Trigger.Attempt result) {
        return switch (result) {
            case Trigger.Delivered _, Trigger.Publish _ -> Optional.empty();
            case Trigger.TryAgain(var cause, var _) -> Optional.of(cause);
            case Trigger.Refused(var cause) -> Optional.of(cause);
            case Trigger.Unsendable(var cause) -> Optional.of(cause);
        };
    }
}
