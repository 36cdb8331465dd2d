package dev.vigil.benchmarks.drill.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the checker found to be wrong. For one thread. */
public final class Findings {
    private static final int SHOWN = 5;

    private final Map<Kind, List<String>> found = new EnumMap<>(Kind.class);

    /** What can be wrong. */
    public enum Kind {
        /** An acknowledged event is not in the log (I1, I7). */
        LOST,
        /** Something is in the log that was never sent, or was sent otherwise (I1). */
        INVENTED,
        /** An event is in the log more than once (I1, I2). */
        DOUBLED,
        /** A state is not what the events of its key make (I2, I3). */
        STATE,
        /** Offsets of a partition have a gap (I3). */
        OFFSETS,
        /** An earlier owner of a slot wrote after a later one, or its records have a gap (I4). */
        OWNERS,
        /** An alarm did not reach the sink, or one did that no event raised (I5). */
        FIRING_LOST,
        /** An alarm reached the sink under more than one idempotency key, or two under the same (I5). */
        FIRING_KEY,
        /** The backlog was not gone in time (I6). */
        BACKLOG,
        /** An answer that is neither an acknowledgement nor a typed refusal (I7). */
        UNTYPED,
        /** Something could not be read in order to check it. */
        UNREADABLE
    }

    /** Something is wrong. */
    public void add(Kind kind, String what) {
        found.computeIfAbsent(kind, _ -> new ArrayList<>()).add(what);
    }

    /** Whether all is well. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** How often that was found. */
    public int count(Kind kind) {
        return found.getOrDefault(kind, List.of()).size();
    }

    /** What was found of that kind. */
    public List<String> of(Kind kind) {
        return Collections.unmodifiableList(found.getOrDefault(kind, List.of()));
    }

    /** A line for each kind, with some examples. */
    public List<String> lines() {
        return found.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().size() + ": "
                        + String.join(
                                "; ",
                                entry.getValue()
                                        .subList(
                                                0,
                                                Math.min(SHOWN, entry.getValue().size()))))
                .toList();
    }
}
