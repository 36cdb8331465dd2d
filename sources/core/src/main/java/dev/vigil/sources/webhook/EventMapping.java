package dev.vigil.sources.webhook;

import dev.vigil.api.Event;
import dev.vigil.api.HttpCall;
import dev.vigil.api.TraceContext;
import java.time.Instant;
import java.util.Optional;

/**
 * How a request becomes an event. Source, id and type must be found; subject and key are left out where the request has
 * none, as GitHub's deliveries about an organisation have no repository.
 *
 * @param source where the event comes from
 * @param id what names it
 * @param type what kind of event it is
 * @param typePrefix what is put before the type
 * @param subject what it is about
 * @param key what it is ordered by, if not by its subject
 */
record EventMapping(
        Expression source,
        Expression id,
        Expression type,
        String typePrefix,
        Optional<Expression> subject,
        Optional<Expression> key) {
    /** The extension by which the bus orders events. */
    static final String PARTITION_KEY = "partitionkey";

    /** Attributes are names, not content: longer ones are refused before they reach an index. */
    static final int LONGEST_ATTRIBUTE = 1024;

    Event event(HttpCall call, MediaType mediaType, Instant now) {
        var builder = Event.of(
                        required("source", source, call),
                        required("id", id, call),
                        valid("type", typePrefix + required("type", type, call)))
                .time(now)
                .data(call.body());
        // Where the request does not say what it is, it was read as JSON.
        builder.dataContentType(call.header("content-type")
                .filter(declared -> !declared.isBlank())
                .orElseGet(() -> mediaType == MediaType.JSON ? "application/json" : "application/octet-stream"));
        optional("subject", subject, call).ifPresent(builder::subject);
        optional("key", key, call).ifPresent(value -> builder.extension(PARTITION_KEY, value));
        TraceContext.of(call).ifPresent(builder::trace);
        return builder.build();
    }

    /** What is wrong with a text as the value of an attribute. */
    static Optional<String> fault(String value) {
        if (value.isEmpty()) {
            return Optional.of("is empty");
        }
        if (value.length() > LONGEST_ATTRIBUTE) {
            return Optional.of("is longer than " + LONGEST_ATTRIBUTE + " characters");
        }
        return value.codePoints().anyMatch(EventMapping::isForbidden)
                ? Optional.of("contains a character that CloudEvents does not allow")
                : Optional.empty();
    }

    private static String required(String attribute, Expression expression, HttpCall call) {
        return expression
                .in(call)
                .filter(value -> !value.isEmpty())
                .map(value -> valid(attribute, value))
                .orElseThrow(() -> new Refusal(
                        Refusal.Reason.IDENTITY, "no " + attribute + ": expected " + expression.described()));
    }

    private static Optional<String> optional(String attribute, Optional<Expression> expression, HttpCall call) {
        return expression
                .flatMap(e -> e.in(call))
                .filter(value -> !value.isEmpty())
                .map(value -> valid(attribute, value));
    }

    private static String valid(String attribute, String value) {
        fault(value).ifPresent(fault -> {
            throw new Refusal(Refusal.Reason.IDENTITY, "the " + attribute + " " + fault);
        });
        return value;
    }

    /** Control characters and halves of pairs: the second would not survive UTF-8, and two ids would become one. */
    private static boolean isForbidden(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
