package dev.vigil.engine.tracing;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.engine.event.TracedEvent;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Events that are published together.
 *
 * @param events as they go to the bus: those that begin a trace here say so
 * @param spans of those whose trace is sampled
 */
public record Publishing(List<Event> events, List<Span> spans) {
    static Publishing begin(Tracing tracing, List<Event> events) {
        var spans = new ArrayList<Span>(0);
        var traced = events;
        for (int i = 0; i < events.size(); i++) {
            var span = tracing.publish(events.get(i));
            if (span != null) {
                traced = spans.isEmpty() ? new ArrayList<>(events) : traced;
                spans.add(span);
                traced.set(i, TracedEvent.of(events.get(i), Tracing.within(span)));
            }
        }
        return new Publishing(traced, spans);
    }

    /** Ends the spans: this became of the events. */
    public void end(Outcome outcome) {
        for (var span : spans) {
            switch (outcome) {
                case Outcome.Accepted _ -> {}
                case Outcome.Rejected(var reason, var _) -> span.setStatus(StatusCode.ERROR, reason);
                case Outcome.Unavailable(var reason, var _) -> span.setStatus(StatusCode.ERROR, reason);
                case Outcome.Indeterminate(var reason, var _) -> span.setStatus(StatusCode.ERROR, reason);
            }
            span.end();
        }
    }
}
