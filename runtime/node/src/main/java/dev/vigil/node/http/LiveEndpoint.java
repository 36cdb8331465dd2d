package dev.vigil.node.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * {@code GET /live}: the overview once a second, as server-sent events (the HTML standard, section 9.2), for the page and for
 * whoever wants to watch. A viewer that is slow gets fewer of them.
 */
final class LiveEndpoint implements Endpoint {
    static final String PATH = "/live";

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final ContentType EVENT_STREAM = ContentTypes.parse("text/event-stream; charset=UTF-8");
    private static final ByteString DATA = ByteString.fromString("data: ");
    private static final ByteString END = ByteString.fromString("\n\n");

    private final Overview overview;

    LiveEndpoint(Overview overview) {
        this.overview = overview;
    }

    @Override
    public Set<Route> routes() {
        return Set.of(Route.get(PATH));
    }

    @Override
    public String name() {
        return "live";
    }

    @Override
    public boolean answersJson() {
        return false;
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        var frames = Source.tick(Duration.ZERO, INTERVAL, Done.getInstance())
                .mapAsync(1, _ -> overview.now())
                .map(json -> DATA.concat(ByteString.fromArrayUnsafe(json)).concat(END));
        return CompletableFuture.completedFuture(HttpResponse.create()
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .withEntity(HttpEntities.create(EVENT_STREAM, frames)));
    }
}
