package dev.vigil.api;

import java.util.Optional;

/**
 * A place in a distributed trace, as W3C Trace Context writes it and the CloudEvents extension for distributed tracing keeps
 * it. Immutable.
 *
 * @param traceparent the trace, the span in it and whether it is sampled, in the form of version 00
 * @param tracestate what tracing systems add for themselves; empty where there is nothing
 * @see <a href="https://www.w3.org/TR/trace-context/">W3C Trace Context</a>
 */
public record TraceContext(String traceparent, String tracestate) {
    /** The extension of an event, and the header of a message, that holds the traceparent. */
    public static final String TRACEPARENT = "traceparent";
    /** The extension of an event, and the header of a message, that holds the tracestate. */
    public static final String TRACESTATE = "tracestate";

    private static final int LENGTH = 55;
    private static final int TRACE_AT = 3;
    private static final int SPAN_AT = 36;
    private static final int FLAGS_AT = 53;
    private static final int MOST_STATE_CHARS = 512;

    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException if they are not what {@link #parse} would make of them
     */
    public TraceContext {
        if (traceparent.length() != LENGTH || !traceparent.startsWith("00-") || !isParent(traceparent)) {
            throw new IllegalArgumentException("'" + traceparent + "' is no traceparent of version 00");
        }
        if (!isState(tracestate)) {
            throw new IllegalArgumentException("'" + tracestate + "' is no tracestate");
        }
    }

    /**
     * Reads what came from elsewhere. Empty where the traceparent is none; of a later version what version 00 has is taken; a
     * tracestate that is too long or holds other than printable ASCII is left out.
     */
    public static Optional<TraceContext> parse(String traceparent, String tracestate) {
        if (!isParent(traceparent)) {
            return Optional.empty();
        }
        var sampled = (Character.digit(traceparent.charAt(FLAGS_AT + 1), 16) & 1) == 1;
        var parent = traceparent.startsWith("00-")
                ? traceparent
                : "00" + traceparent.substring(2, FLAGS_AT) + (sampled ? "01" : "00");
        return Optional.of(new TraceContext(parent, isState(tracestate) ? tracestate : ""));
    }

    /** What an event carries; empty where it carries none. */
    public static Optional<TraceContext> of(Event event) {
        return event.extension(TRACEPARENT)
                .flatMap(parent -> parse(parent, event.extension(TRACESTATE).orElse("")));
    }

    /** What an HTTP request came with; empty where it came with none. */
    public static Optional<TraceContext> of(HttpCall call) {
        return call.header(TRACEPARENT)
                .flatMap(parent -> parse(parent, call.header(TRACESTATE).orElse("")));
    }

    /** The trace: 32 hexadecimal digits. */
    public String traceId() {
        return traceparent.substring(TRACE_AT, SPAN_AT - 1);
    }

    /** The span: 16 hexadecimal digits. */
    public String spanId() {
        return traceparent.substring(SPAN_AT, FLAGS_AT - 1);
    }

    /** Whether the trace is recorded. */
    public boolean isSampled() {
        return (Character.digit(traceparent.charAt(FLAGS_AT + 1), 16) & 1) == 1;
    }

    /** Another span of the same trace. */
    public TraceContext withSpan(String spanId) {
        return new TraceContext(
                traceparent.substring(0, SPAN_AT) + spanId + traceparent.substring(FLAGS_AT - 1), tracestate);
    }

    private static boolean isParent(String text) {
        if (text.length() < LENGTH
                || (text.length() > LENGTH && (text.startsWith("00") || text.charAt(LENGTH) != '-'))) {
            return false;
        }
        return text.charAt(TRACE_AT - 1) == '-'
                && text.charAt(SPAN_AT - 1) == '-'
                && text.charAt(FLAGS_AT - 1) == '-'
                && isHex(text, 0, TRACE_AT - 1)
                && !text.startsWith("ff")
                && isId(text, TRACE_AT, SPAN_AT - 1)
                && isId(text, SPAN_AT, FLAGS_AT - 1)
                && isHex(text, FLAGS_AT, LENGTH);
    }

    /** An id of zeros alone means that there is none. */
    private static boolean isId(String text, int from, int to) {
        return isHex(text, from, to) && text.substring(from, to).chars().anyMatch(c -> c != '0');
    }

    private static boolean isHex(String text, int from, int to) {
        return text.substring(from, to).chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    private static boolean isState(String text) {
        return text.length() <= MOST_STATE_CHARS && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}
