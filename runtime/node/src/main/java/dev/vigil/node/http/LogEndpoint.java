package dev.vigil.node.http;

import dev.vigil.engine.Engine;
import dev.vigil.engine.LogPage;
import dev.vigil.node.http.cloudevents.EventJson;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code GET /events/{partition}}: a stretch of one partition's log. */
final class LogEndpoint implements Endpoint {
    static final String PREFIX = "/events/";

    private final Engine engine;

    LogEndpoint(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Set<Route> routes() {
        return Set.of(Route.get(PREFIX + "{partition}"));
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        var partition = partition(target.path().substring(PREFIX.length()));
        var from = target.number("from", 0, 0, Long.MAX_VALUE);
        var limit = target.limit();
        return engine.events(partition, from, limit).thenApply(LogEndpoint::page);
    }

    private int partition(String text) {
        try {
            var partition = Integer.parseInt(text);
            if (partition >= 0 && partition < engine.partitions()) {
                return partition;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number out of bounds.
        }
        throw ProblemException.notFound("there are the partitions 0 to " + (engine.partitions() - 1));
    }

    private static HttpResponse page(LogPage page) {
        return JsonBody.response(json -> {
            json.writeStartObject();
            json.writeNumberField("partition", page.partition());
            json.writeNumberField("first", page.firstOffset());
            json.writeNumberField("end", page.endOffset());
            json.writeArrayFieldStart("events");
            for (var entry : page.events()) {
                json.writeStartObject();
                json.writeNumberField("offset", entry.offset());
                json.writeStringField("accepted", entry.acceptedAt().toString());
                json.writeFieldName("event");
                EventJson.write(json, entry.event());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
