package dev.vigil.node.http;

import dev.vigil.api.HttpReply;
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
