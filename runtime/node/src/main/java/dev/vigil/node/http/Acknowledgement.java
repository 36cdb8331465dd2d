package dev.vigil.node.http;

import dev.vigil.api.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How far a stream of events is acknowledged. Each one tells all of it, so that of several only the last must be sent.
 *
 * @param lines how many lines from its beginning, blank ones included, are on disk
 * @param accepted how many of their events were new
 * @param duplicates how many had been accepted before
 * @param problem why nothing after those lines is taken, where that is so
 */
record Acknowledgement(long lines, long accepted, long duplicates, Optional<ProblemException> problem) {
    /** That of a stream's beginning. */
    static final Acknowledgement NONE = new Acknowledgement(0, 0, 0, Optional.empty());

    /** The one after the next group of lines. */
    Acknowledgement after(TakenGroup group) {
        return switch (group.outcome()) {
            case Outcome.Accepted(int fresh, int known) ->
                new Acknowledgement(lines + group.lines(), accepted + fresh, duplicates + known, group.problem());
            case Outcome.Rejected _, Outcome.Unavailable _, Outcome.Indeterminate _ ->
                new Acknowledgement(lines, accepted, duplicates, Optional.of(ProblemException.of(group.outcome())));
        };
    }

    boolean isLast() {
        return problem.isPresent();
    }

    /** Whether nothing was taken, so that the status can tell all. */
    boolean isRefusal() {
        return lines == 0 && isLast();
    }

    /** The problem, with the line to begin with again. */
    ProblemException refusal() {
        return problem.orElseThrow().atLine(lines + 1);
    }

    /** As lines of JSON: a problem is one of its own. */
    byte[] json() {
        var text = "{\"lines\":" + lines + ",\"accepted\":" + accepted + ",\"duplicates\":" + duplicates + "}\n";
        return (isLast() ? text + refusal().reply().body() + "\n" : text).getBytes(StandardCharsets.UTF_8);
    }
}
