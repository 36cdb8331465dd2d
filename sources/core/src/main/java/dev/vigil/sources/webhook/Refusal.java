package dev.vigil.sources.webhook;

import dev.vigil.api.HttpReply;

/** A request that is not taken. Nothing was published; sending it again unchanged does not help. */
@SuppressWarnings("serial") // never leaves this package
final class Refusal extends RuntimeException {
    /** Why: the status of the answer, and the name under which it is counted. */
    enum Reason {
        /** The body does not carry the signature of the shared secret. */
        SIGNATURE(401, "Unauthorized", "signature"),
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

    Refusal(Reason reason, String detail) {
        // Strangers can cause as many of these as they like: no stack trace is filled in.
        super(detail, null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }

    HttpReply reply() {
        return HttpReply.problem(reason.status, reason.title, String.valueOf(getMessage()));
    }
}
