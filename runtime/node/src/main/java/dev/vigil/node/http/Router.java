package dev.vigil.node.http;

import dev.vigil.api.Outcome;
import java.time.Duration;
import java.util.List;
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

    private static final HttpResponse OVERLOADED = Replies.of(new Outcome.Unavailable(
            "this node has more to do than it can; send the same to another one, or again later",
            Duration.ofSeconds(1)));

    private final transient ClassicActorSystemProvider system;
    private final transient Routes routes;
    private final transient Callers callers;
    private final transient RequestBody body;
    private final transient Overload overload;
    private final transient Refusals refusals;
    private final transient Failures failures;

    Router(
            ClassicActorSystemProvider system,
            Routes routes,
            Callers callers,
            RequestBody body,
            Overload overload,
            Refusals refusals) {
        this.system = system;
        this.routes = routes;
        this.callers = callers;
        this.body = body;
        this.overload = overload;
        this.refusals = refusals;
        this.failures = new Failures(refusals);
    }

    @Override
    public CompletionStage<HttpResponse> apply(HttpRequest request) {
        var name = "http";
        try {
            var target = Target.of(request);
            var mounts = routes.at(target.path());
            if (mounts.isEmpty()) {
                throw ProblemException.notFound("nothing is at this path");
            }
            name = mounts.getFirst().endpoint().name();
            var endpoint = endpoint(request, mounts);
            var refusedAs = name;
            if (!endpoint.isForPrograms()) {
                callers.check(request);
            }
            if (endpoint.publishes() && overload.isNow()) {
                return overloaded(request, refusedAs);
            }
            return endpoint.answer(request, target)
                    .handle((response, failure) ->
                            failure == null ? response : closing(request, failures.response(refusedAs, failure)));
        } catch (RuntimeException e) {
            return CompletableFuture.completedFuture(unread(request, failures.response(name, e)));
        }
    }

    /** Costs as little as may be: nothing is parsed, and a connection, which is dearer than a request, is kept where it can be. */
    private CompletionStage<HttpResponse> overloaded(HttpRequest request, String endpoint) {
        refusals.count(endpoint, "overload");
        return body.skip(request).thenApply(isRead -> isRead ? OVERLOADED : Replies.closing(OVERLOADED));
    }

    /** Of those at its path the one that answers its method. */
    private static Endpoint endpoint(HttpRequest request, List<Routes.Mount> mounts) {
        var method = request.method().value();
        for (var mount : mounts) {
            if (mount.route().method().equals(method)) {
                if (mount.endpoint().answersJson() && !acceptsJson(request)) {
                    throw ProblemException.of(
                            406, "Not acceptable", "Accept: the answer is application/json", "accept");
                }
                return mount.endpoint();
            }
        }
        var allowed = new TreeSet<String>();
        mounts.forEach(mount -> allowed.add(mount.route().method()));
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        throw ProblemException.of(405, "Method not allowed", method + " is not answered here", "method")
                .with("Allow", String.join(", ", allowed));
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
