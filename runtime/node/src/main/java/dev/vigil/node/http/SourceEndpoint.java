package dev.vigil.node.http;

import dev.vigil.api.HttpCall;
import dev.vigil.api.HttpReply;
import dev.vigil.api.HttpRoute;
import dev.vigil.api.Outcome;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** One route of a source. */
final class SourceEndpoint implements Endpoint {
    private static final HttpReply NO_ANSWER = HttpReply.of(
            new Outcome.Indeterminate("the source did not answer in time; send the same again", Duration.ofSeconds(1)));

    private final String source;
    private final HttpRoute route;
    private final RequestBody body;

    SourceEndpoint(String source, HttpRoute route, RequestBody body) {
        this.source = source;
        this.route = route;
        this.body = body;
    }

    @Override
    public Set<Route> routes() {
        return route.methods().stream()
                .map(method -> new Route(method, route.path()))
                .collect(Collectors.toUnmodifiableSet());
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
    public boolean isForPrograms() {
        return true;
    }

    @Override
    public String name() {
        return source;
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        return body.read(request, route.bodyLimitBytes()).thenCompose(bytes -> {
            var call = new HttpCall(
                    request.method().value(),
                    target.path(),
                    headers(request),
                    ByteBuffer.wrap(bytes).asReadOnlyBuffer());
            return route.handler()
                    .apply(call)
                    .thenApply(reply -> reply)
                    .toCompletableFuture()
                    .completeOnTimeout(NO_ANSWER, PromptPublisher.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .thenApply(Replies::response);
        });
    }

    /** The headers as they came, but for what the node has used up itself: the body was inflated already. */
    private static Map<String, List<String>> headers(HttpRequest request) {
        var headers = new LinkedHashMap<String, List<String>>();
        for (var header : request.getHeaders()) {
            var name = header.lowercaseName();
            if (!name.equals("content-encoding") && !name.equals("raw-request-uri") && !name.equals("timeout-access")) {
                headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(header.value());
            }
        }
        var contentType = request.entity().getContentType();
        if (!contentType.mediaType().mainType().equals("none")) {
            headers.put("content-type", List.of(contentType.toString()));
        }
        return headers;
    }
}
