package dev.vigil.sources.webhook;

import dev.vigil.api.HttpReply;
import java.util.Map;

/** A request that is not taken. Nothing was published; sending it again unchanged does not help. */
@SuppressWarnings("serial") // never leaves this package
final class Refusal extends RuntimeException {
    /** Why: the status of the answer, and the name under which it is counted. */
    enum Reason {
        /** It does not carry the signature of the shared secret. */
        SIGNATURE(401, "Unauthorized", "signature"),
        /** It does not carry the right token or password. */
        CREDENTIALS(401, "Unauthorized", "credentials"),
        /** It was signed too long ago, or in the future. */
        STALE(401, "Unauthorized", "stale"),
        /** It was taken before. */
        REPLAYED(401, "Unauthorized", "replayed"),
        /** The body is of a media type that is not taken. */
        CONTENT_TYPE(415, "Unsupported media type", "content-type"),
        /** The body should be JSON and is not, or nests too deep. */
        MALFORMED(400, "Malformed JSON", "malformed"),
        /** The request lacks a part of the event's identity. */
        IDENTITY(400, "Incomplete event", "identity");

        private final int status;
        private final String title;
        private final String label;

        Reason(int status, String title, String label) {
            this.status = status;
            this.title = title;
            this.label = label;
        }

        /** The name under which it is counted. */
        String label() {
            return label;
        }
    }

    private final Reason reason;
    private final Map<String, String> headers;

    /** One without the right signature: always the same, so that nobody learns what was wrong with it. */
    static Refusal ofSignature() {
        return new Refusal(Reason.SIGNATURE, "signature");
    }

    /** One without the right credentials, which is told what is expected, as RFC 9110 wants it. */
    static Refusal ofCredentials(String challenge) {
        return new Refusal(Reason.CREDENTIALS, "credentials", Map.of("WWW-Authenticate", challenge));
    }

    Refusal(Reason reason, String detail) {
        this(reason, detail, Map.of());
    }

    private Refusal(Reason reason, String detail, Map<String, String> headers) {
        // Strangers can cause as many of these as they like: no stack trace is filled in.
        super(detail, null, false, false);
        this.reason = reason;
        this.headers = headers;
    }

    Reason reason() {
        return reason;
    }

    HttpReply reply() {
        var reply = HttpReply.problem(reason.status, reason.title, String.valueOf(getMessage()));
        return new HttpReply(reply.status(), reply.contentType(), reply.body(), headers);
    }
}
