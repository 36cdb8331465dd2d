package dev.vigil.node.http;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import dev.vigil.api.TraceContext;
import dev.vigil.engine.event.TracedEvent;
import dev.vigil.node.http.cloudevents.BinaryEvent;
import dev.vigil.node.http.cloudevents.JsonEvents;
import dev.vigil.node.http.cloudevents.MalformedEventException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** {@code POST /events}: CloudEvents in structured, binary and batch mode, answered once they are on disk. */
final class EventsEndpoint implements Endpoint {
    static final String PATH = "/events";

    /**
     * Together with what a request may have waited for before it is seen, in the kernel and for a turn, below the six seconds
     * that an impatient sender waits, on a node that starves (ADR 30).
     */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Outcome NO_ANSWER = new Outcome.Indeterminate(
            "the journal did not answer in time; send the same events again", Duration.ofSeconds(1));
    private static final String SINGLE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";

    private final Publisher publisher;
    private final RequestBody body;
    private final Refusals refusals;
    private final long limitBytes;

    EventsEndpoint(Publisher publisher, RequestBody body, Refusals refusals, long limitBytes) {
        this.publisher = publisher;
        this.body = body;
        this.refusals = refusals;
        this.limitBytes = limitBytes;
    }

    @Override
    public Set<Route> routes() {
        return Set.of(new Route("POST", PATH));
    }

    @Override
    public boolean answersJson() {
        return false;
    }

    @Override
    public boolean publishes() {
        return true;
    }

    @Override
    public String name() {
        return "events";
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        return body.read(request, limitBytes).thenCompose(bytes -> publish(request, bytes));
    }

    private CompletionStage<HttpResponse> publish(HttpRequest request, byte[] bytes) {
        List<Event> events;
        try {
            events = traced(events(request, bytes), request);
        } catch (MalformedEventException e) {
            throw ProblemException.of(400, "Malformed event", String.valueOf(e.getMessage()), "malformed");
        }
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(Replies.of(new Outcome.Accepted(0, 0)));
        }
        return publish(events)
                .thenApply(outcome -> outcome)
                .toCompletableFuture()
                .completeOnTimeout(NO_ANSWER, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(this::reply);
    }

    /** Events that do not say where in a trace they belong belong where their request does. */
    private static List<Event> traced(List<Event> events, HttpRequest request) {
        return header(request, TraceContext.TRACEPARENT)
                .flatMap(parent -> TraceContext.parse(
                        parent, header(request, TraceContext.TRACESTATE).orElse("")))
                .map(trace -> events.stream()
                        .map(event -> TracedEvent.of(event, trace))
                        .toList())
                .orElse(events);
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }

    private CompletionStage<Outcome> publish(List<Event> events) {
        try {
            return publisher.publish(events);
        } catch (IllegalArgumentException e) { // an attribute, or the event, is longer than the bus takes
            throw ProblemException.of(400, "Malformed event", String.valueOf(e.getMessage()), "malformed");
        }
    }

    private HttpResponse reply(Outcome outcome) {
        switch (outcome) {
            case Outcome.Accepted _ -> {}
            case Outcome.Rejected _ -> refusals.count(name(), "busy");
            case Outcome.Unavailable _ -> refusals.count(name(), "unavailable");
            case Outcome.Indeterminate _ -> refusals.count(name(), "indeterminate");
        }
        return Replies.of(outcome);
    }

    private static List<Event> events(HttpRequest request, byte[] bytes) {
        var contentType = contentType(request);
        var mediaType = mediaType(contentType);
        if (mediaType.equals(SINGLE)) {
            checkCharset(contentType);
            return List.of(JsonEvents.one(bytes));
        }
        if (mediaType.equals(BATCH)) {
            checkCharset(contentType);
            return JsonEvents.batch(bytes);
        }
        if (mediaType.startsWith("application/cloudevents")
                || request.getHeader("ce-specversion").isEmpty()) {
            throw new MalformedEventException("Content-Type: expected " + SINGLE + " or " + BATCH
                    + ", or any other type together with the header ce-specversion");
        }
        var event = new BinaryEvent();
        for (var header : request.getHeaders()) {
            event.header(header.lowercaseName(), header.value());
        }
        return List.of(event.build(contentType, bytes));
    }

    private static @Nullable String contentType(HttpRequest request) {
        var type = request.entity().getContentType();
        // Pekko's word for no content type at all.
        return type.mediaType().mainType().equals("none") ? null : type.toString();
    }

    private static String mediaType(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        var end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static void checkCharset(@Nullable String contentType) {
        var lower = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        var at = lower.indexOf("charset=");
        if (at >= 0 && !lower.substring(at + 8).replace("\"", "").startsWith("utf-8")) {
            throw new MalformedEventException("Content-Type: expected the charset UTF-8");
        }
    }
}
