package dev.vigil.node.http;

import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.Accept;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.javadsl.Sink;

/** Finds what answers a request, and turns whatever goes wrong into a problem. */
final class Router implements Function<HttpRequest, CompletionStage<HttpResponse>> {
    private static final long serialVersionUID = 1;

    private final transient ClassicActorSystemProvider system;
    private final transient Map<String, Endpoint> exact;
    private final transient Map<String, Endpoint> prefixes;
    private final transient Failures failures;

    /**
     * A router over endpoints by path.
     *
     * @param exact by their whole path
     * @param prefixes by what their paths begin with, each ending in a slash
     */
    Router(
            ClassicActorSystemProvider system,
            Map<String, Endpoint> exact,
            Map<String, Endpoint> prefixes,
            Failures failures) {
        this.system = system;
        this.exact = Map.copyOf(exact);
        this.prefixes = Map.copyOf(prefixes);
        this.failures = failures;
    }

    @Override
    public CompletionStage<HttpResponse> apply(HttpRequest request) {
        var name = "http";
        try {
            var target = Target.of(request);
            var endpoint = find(target.path()).orElseThrow(() -> ProblemException.notFound("nothing is at this path"));
            name = endpoint.name();
            check(request, endpoint);
            var refusedAs = name;
            return endpoint.answer(request, target)
                    .handle((response, failure) ->
                            failure == null ? response : closing(request, failures.response(refusedAs, failure)));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(unread(request, failures.response(name, e)));
        }
    }

    private Optional<Endpoint> find(String path) {
        var endpoint = exact.get(path);
        if (endpoint != null) {
            return Optional.of(endpoint);
        }
        return prefixes.entrySet().stream()
                .filter(prefix -> path.startsWith(prefix.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static void check(HttpRequest request, Endpoint endpoint) {
        var method = request.method().value();
        if (!endpoint.methods().contains(method)) {
            var allowed = new TreeSet<>(endpoint.methods());
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            throw ProblemException.of(405, "Method not allowed", method + " is not answered here", "method")
                    .with("Allow", String.join(", ", allowed));
        }
        if (endpoint.answersJson() && !acceptsJson(request)) {
            throw ProblemException.of(406, "Not acceptable", "Accept: the answer is application/json", "accept");
        }
    }

    private static boolean acceptsJson(HttpRequest request) {
        var accept = request.getHeader(Accept.class);
        if (accept.isEmpty()) {
            return true;
        }
        for (var range : accept.get().getMediaRanges()) {
            if (range.qValue() > 0 && range.matches(MediaTypes.APPLICATION_JSON)) {
                return true;
            }
        }
        return false;
    }

    /** What is left of a body that was read in part cannot be told from the next request. */
    private static HttpResponse closing(HttpRequest request, HttpResponse response) {
        return request.entity() instanceof HttpEntity.Strict ? response : Replies.closing(response);
    }

    /** A body that nobody read is not waited for. */
    private HttpResponse unread(HttpRequest request, HttpResponse response) {
        if (request.entity() instanceof HttpEntity.Strict) {
            return response;
        }
        request.entity().getDataBytes().runWith(Sink.cancelled(), system);
        return Replies.closing(response);
    }
}
