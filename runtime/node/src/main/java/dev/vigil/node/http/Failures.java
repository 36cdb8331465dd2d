package dev.vigil.node.http;

import dev.vigil.api.HttpReply;
import dev.vigil.engine.EngineUnavailableException;
import dev.vigil.engine.InstanceTooLargeException;
import dev.vigil.engine.LogBeginsLaterException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests that failed, and counts them. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private final Refusals refusals;

    Failures(Refusals refusals) {
        this.refusals = refusals;
    }

    /** The answer to a request to that endpoint that failed in that way. */
    HttpResponse response(String endpoint, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case ProblemException problem -> {
                refusals.count(endpoint, problem.reason());
                yield Replies.response(problem.reply());
            }
            case EngineUnavailableException e -> unavailable(endpoint, String.valueOf(e.getMessage()));
            case InstanceTooLargeException e -> {
                refusals.count(endpoint, "too-large");
                yield Replies.response(HttpReply.problem(507, "Too large to show", String.valueOf(e.getMessage())));
            }
            case LogBeginsLaterException e -> {
                refusals.count(endpoint, "gone");
                yield Replies.response(HttpReply.problem(410, "Not kept any more", String.valueOf(e.getMessage())));
            }
            case TimeoutException _ -> unavailable(endpoint, "the engine did not answer in time");
            default -> {
                LOG.error("request failed endpoint={}", endpoint, cause);
                refusals.count(endpoint, "error");
                yield Replies.response(HttpReply.problem(500, "Internal error", "see the log of the node"));
            }
        };
    }

    private HttpResponse unavailable(String endpoint, String detail) {
        refusals.count(endpoint, "unavailable");
        var reply = HttpReply.problem(503, "Unavailable", detail);
        return Replies.response(
                new HttpReply(reply.status(), reply.contentType(), reply.body(), Map.of("Retry-After", "1")));
    }
}
