package dev.vigil.node.http;

import dev.vigil.api.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines of a stream of events that are published, and acknowledged, together. Not thread-safe. */
final class LineGroup {
    /** A group has no more than that, but for a single line that is longer. */
    static final int MOST_BYTES = 256 << 10;

    static final int MOST_LINES = 1_000;

    private final List<Event> events = new ArrayList<>();
    private int lines;
    private Optional<ProblemException> problem = Optional.empty();

    /** What a line takes of {@link #MOST_BYTES}, so that there are no more than {@link #MOST_LINES} in it. */
    static long weight(int bytes) {
        return Math.max(bytes, MOST_BYTES / MOST_LINES);
    }

    static LineGroup of(StreamPart first) {
        return new LineGroup().plus(first);
    }

    /** This group, with that at its end. */
    LineGroup plus(StreamPart part) {
        switch (part) {
            case StreamPart.Line(var event, var _) -> {
                lines++;
                event.ifPresent(events::add);
            }
            case StreamPart.End(var why) -> problem = Optional.of(why);
        }
        return this;
    }

    List<Event> events() {
        return events;
    }

    /** How many lines, blank ones included. */
    int lines() {
        return lines;
    }

    /** Why nothing comes after it, where that is so. */
    Optional<ProblemException> problem() {
        return problem;
    }
}
