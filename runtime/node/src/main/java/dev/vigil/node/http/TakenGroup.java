package dev.vigil.node.http;

import dev.vigil.api.Outcome;
import java.util.Optional;

/**
 * What became of a group of lines.
 *
 * @param lines how many there were
 * @param outcome of publishing their events
 * @param problem why nothing comes after them, where that is so
 */
record TakenGroup(int lines, Outcome outcome, Optional<ProblemException> problem) {
    /** Of publishing no events. */
    static final Outcome NOTHING = new Outcome.Accepted(0, 0);

    /** Nothing was taken, and nothing is to come where there is a reason for that. */
    static TakenGroup none(Optional<ProblemException> problem) {
        return new TakenGroup(0, NOTHING, problem);
    }

    static TakenGroup of(LineGroup group, Outcome outcome) {
        return new TakenGroup(group.lines(), outcome, group.problem());
    }
}
