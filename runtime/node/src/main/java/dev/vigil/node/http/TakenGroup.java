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
    static final TakenGroup EMPTY = new TakenGroup(0, new Outcome.Accepted(0, 0), Optional.empty());

    static TakenGroup of(LineGroup group, Outcome outcome) {
        return new TakenGroup(group.lines(), outcome, group.problem());
    }
}
