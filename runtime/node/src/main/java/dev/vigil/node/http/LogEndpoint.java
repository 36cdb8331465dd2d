package dev.vigil.node.http;

import dev.vigil.engine.Engine;
import dev.vigil.engine.LogPage;
import dev.vigil.node.http.cloudevents.EventJson;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * {@code GET /events/{partition}}: a stretch of one partition's log; {@code GET /events/{partition}/{offset}/story}: what
 * became of one event of it.
 */
final class LogEndpoint implements Endpoint {
    static final String PREFIX = "/events/";

    private static final String STORY = "story";

    private final Engine engine;

    LogEndpoint(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Set<Route> routes() {
        return Set.of(Route.get(PREFIX + "{partition}"), Route.get(PREFIX + "{partition}/{offset}/" + STORY));
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        var rest = target.path().substring(PREFIX.length()).split("/", -1);
        if (rest.length == 3 && rest[2].equals(STORY)) {
            target.only(List.of());
            return story(partition(rest[0]), rest[1]);
        }
        var partition = partition(target.path().substring(PREFIX.length()));
        var from = target.number("from", Engine.LOG_BEGIN, 0, Long.MAX_VALUE);
        var limit = target.limit();
        return engine.events(partition, from, limit).thenApply(LogEndpoint::page);
    }

    static String storyPath(int partition, long offset) {
        return PREFIX + partition + "/" + offset + "/" + STORY;
    }

    private CompletionStage<HttpResponse> story(int partition, String offset) {
        var absent = ProblemException.notFound(
                "partition " + partition + " has no event at offset '" + Target.decoded(offset) + "'");
        if (!offset.matches("[0-9]{1,18}")) {
            throw absent;
        }
        return engine.story(partition, Long.parseLong(offset))
                .thenApply(found -> found.map(StoryJson::story).orElseThrow(() -> absent));
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
