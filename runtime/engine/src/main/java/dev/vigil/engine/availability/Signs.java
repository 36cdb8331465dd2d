package dev.vigil.engine.availability;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.stream.Collectors;

/** What happened lately that may be why slots are not served. Not thread-safe. */
final class Signs {
    private static final long BEFORE_NANOS = 10_000_000_000L;
    private static final int MOST = 64;
    private static final int MOST_SHOWN = 4;

    private final ArrayDeque<Sign> signs = new ArrayDeque<>();

    /** What kind of thing happened; the first kind that did is the likelier cause. */
    enum Kind {
        /** This node could not commit to the database. */
        DATABASE,
        /** A member was found to be gone or out of reach, or left. */
        MEMBER,
        /** A slot says that it does not serve, and why. */
        SLOT
    }

    private record Sign(Kind kind, String text, long atNanos) {}

    /** Keeps what happened; the same again counts as the later one. */
    void add(Kind kind, String text, long nowNanos) {
        signs.removeIf(sign -> sign.kind == kind && sign.text.equals(text));
        signs.add(new Sign(kind, text, nowNanos));
        if (signs.size() > MOST) {
            signs.remove();
        }
    }

    /** What may have led to an outage that began then. */
    String cause(long startNanos) {
        var near = signs.stream()
                .filter(sign -> sign.atNanos - startNanos >= -BEFORE_NANOS)
                .toList();
        var certain = near.stream().filter(sign -> sign.kind != Kind.SLOT).toList();
        var texts = (certain.isEmpty() ? near : certain)
                .stream().map(Sign::text).collect(Collectors.toCollection(LinkedHashSet::new));
        var shown = texts.stream().limit(MOST_SHOWN).collect(Collectors.joining("; "));
        return texts.size() <= MOST_SHOWN
                ? shown
                : String.format(Locale.ROOT, "%s; and %d more", shown, texts.size() - MOST_SHOWN);
    }
}
