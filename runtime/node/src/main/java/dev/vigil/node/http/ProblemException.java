package dev.vigil.node.http;

import dev.vigil.api.HttpReply;
import dev.vigil.api.Outcome;
import java.util.Map;

/** A request that is answered with a problem. */
final class ProblemException extends RuntimeException {
    private final transient HttpReply reply;
    private final String reason;

    /** Carries no stack trace, since it tells about a request and not about code. */
    private ProblemException(HttpReply reply, String reason) {
        super(reply.body(), null, false, false);
        this.reply = reply;
        this.reason = reason;
    }

    /** A problem that is counted under a reason, one of a small fixed set. */
    static ProblemException of(int status, String title, String detail, String reason) {
        return new ProblemException(HttpReply.problem(status, title, detail), reason);
    }

    static ProblemException notFound(String detail) {
        return of(404, "Not found", detail, "not-found");
    }

    static ProblemException badRequest(String detail) {
        return of(400, "Bad request", detail, "malformed");
    }

    /** That something is no event, or one that the bus does not take, as that says. */
    static ProblemException malformed(RuntimeException why) {
        return of(400, "Malformed event", String.valueOf(why.getMessage()), "malformed");
    }

    /** That events were not taken, or perhaps not. */
    static ProblemException of(Outcome outcome) {
        var reason = switch (outcome) {
            case Outcome.Accepted _ -> throw new IllegalArgumentException("they were taken");
            case Outcome.Rejected _ -> "busy";
            case Outcome.Unavailable _ -> "unavailable";
            case Outcome.Indeterminate _ -> "indeterminate";
        };
        return new ProblemException(HttpReply.of(outcome), reason);
    }

    /** The same for a stream of events, of which that line and those after it were not taken. */
    ProblemException atLine(long line) {
        var body = reply.body();
        return new ProblemException(
                new HttpReply(
                        reply.status(),
                        reply.contentType(),
                        body.substring(0, body.length() - 1) + ",\"line\":" + line + "}",
                        reply.headers()),
                reason);
    }

    /** The same with another header. */
    ProblemException with(String header, String value) {
        var headers = new java.util.TreeMap<>(reply.headers());
        headers.put(header, value);
        return new ProblemException(
                new HttpReply(reply.status(), reply.contentType(), reply.body(), Map.copyOf(headers)), reason);
    }

    HttpReply reply() {
        return reply;
    }

    String reason() {
        return reason;
    }
}
