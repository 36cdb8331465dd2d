package dev.vigil.node.http;

import dev.vigil.engine.Engine;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code GET /events?source=&id=}: where the event of that identity is. */
final class FindEndpoint implements Endpoint {
    private final Engine engine;

    FindEndpoint(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Set<Route> routes() {
        return Set.of(Route.get(EventsEndpoint.PATH));
    }

    @Override
    public String name() {
        return "find";
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        target.only(List.of("source", "id"));
        var source = target.parameter("source").orElse("");
        var id = target.parameter("id").orElse("");
        if (source.isEmpty() || id.isEmpty()) {
            throw ProblemException.badRequest("expected the source and the id of an event: /events?source=...&id=...");
        }
        try {
            return engine.find(source, id)
                    .thenApply(found -> found.map(StoryJson::found)
                            .orElseThrow(() -> ProblemException.notFound("no event of this source and id is among"
                                    + " those that the dedupe window (vigil.dedupe) remembers; an older one, or one"
                                    + " that a sensor published, is found by its partition and offset")));
        } catch (IllegalArgumentException e) { // longer than the bus takes
            throw ProblemException.badRequest(String.valueOf(e.getMessage()));
        }
    }
}
