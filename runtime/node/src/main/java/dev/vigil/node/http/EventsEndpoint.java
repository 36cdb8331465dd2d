package dev.vigil.node.http;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import dev.vigil.api.TraceContext;
import dev.vigil.engine.event.TracedEvent;
import dev.vigil.node.http.cloudevents.BinaryEvent;
import dev.vigil.node.http.cloudevents.JsonEvents;
import dev.vigil.node.http.cloudevents.MalformedEventException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /events}: CloudEvents in structured, binary and batch mode, answered once they are on disk, and streams of them,
 * answered on the way.
 */
final class EventsEndpoint implements Endpoint {
    static final String PATH = "/events";
    static final String NAME = "events";

    private static final String SINGLE = "application/cloudevents+json";
    private static final String BATCH = "application/cloudevents-batch+json";
    private static final String SPECVERSION = "ce-specversion";
    private static final Set<String> STREAMS = Set.of("application/x-ndjson", "application/ndjson");

    private final Publisher publisher;
    private final EventStreams streams;
    private final RequestBody body;
    private final Refusals refusals;
    private final long limitBytes;

    EventsEndpoint(Publisher publisher, EventStreams streams, RequestBody body, Refusals refusals, long limitBytes) {
        this.publisher = publisher;
        this.streams = streams;
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
        return NAME;
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        var contentType = contentType(request);
        // In binary mode the lines are the data of one event.
        if (STREAMS.contains(mediaType(contentType))
                && request.getHeader(SPECVERSION).isEmpty()) {
            return stream(request, contentType);
        }
        return body.read(request, limitBytes).thenCompose(bytes -> publish(request, bytes));
    }

    private CompletionStage<HttpResponse> stream(HttpRequest request, @Nullable String contentType) {
        try {
            checkCharset(contentType);
        } catch (MalformedEventException e) {
            throw ProblemException.malformed(e);
        }
        return streams.answer(request, traced(request));
    }

    private CompletionStage<HttpResponse> publish(HttpRequest request, byte[] bytes) {
        List<Event> events;
        try {
            events = events(request, bytes).stream().map(traced(request)).toList();
        } catch (MalformedEventException e) {
            throw ProblemException.malformed(e);
        }
        if (events.isEmpty()) {
            return CompletableFuture.completedFuture(Replies.of(new Outcome.Accepted(0, 0)));
        }
        return publish(events).thenApply(this::reply);
    }

    /** Events that do not say where in a trace they belong belong where their request does. */
    private static UnaryOperator<Event> traced(HttpRequest request) {
        return header(request, TraceContext.TRACEPARENT)
                .flatMap(parent -> TraceContext.parse(
                        parent, header(request, TraceContext.TRACESTATE).orElse("")))
                .<UnaryOperator<Event>>map(trace -> event -> TracedEvent.of(event, trace))
                .orElse(UnaryOperator.identity());
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }

    private CompletionStage<Outcome> publish(List<Event> events) {
        try {
            return publisher.publish(events);
        } catch (IllegalArgumentException e) { // an attribute, or the event, is longer than the bus takes
            throw ProblemException.malformed(e);
        }
    }

    private HttpResponse reply(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            return Replies.of(outcome);
        }
        var problem = ProblemException.of(outcome);
        refusals.count(name(), problem.reason());
        return Replies.response(problem.reply());
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
                || request.getHeader(SPECVERSION).isEmpty()) {
            throw new MalformedEventException("Content-Type: expected " + SINGLE + ", " + BATCH
                    + " or application/x-ndjson, or any other type together with the header ce-specversion");
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
