package dev.vigil.benchmarks.drill;

import dev.vigil.benchmarks.drill.check.Findings;
import dev.vigil.benchmarks.drill.check.Findings.Kind;
import dev.vigil.benchmarks.drill.scenario.Drill;
import dev.vigil.benchmarks.drill.scenario.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What came of a drill, or of its control.
 *
 * @param drill which
 * @param rounds how often the fault was injected
 * @param events how many events were sent
 * @param measures its numbers
 * @param notes what else there is to say
 * @param broken what must hold and did not, in words
 * @param findings what the checker found
 */
record Result(
        Drill drill,
        int rounds,
        long events,
        List<Measure> measures,
        List<String> notes,
        List<String> broken,
        Findings findings) {
    Result {
        measures = List.copyOf(measures);
        notes = List.copyOf(notes);
        broken = List.copyOf(broken);
    }

    /** All that is wrong, a line each. */
    List<String> violations() {
        var all = new ArrayList<>(broken);
        measures.stream()
                .filter(measure -> !measure.isMet())
                .map(Measure::toString)
                .forEach(all::add);
        all.addAll(findings.lines());
        return all;
    }

    /** Whether one of those was found; where there are none, anything at all. */
    boolean hasFound(Set<Kind> kinds) {
        return kinds.isEmpty() ? !isGood() : kinds.stream().anyMatch(kind -> findings.count(kind) > 0);
    }

    /** Whether nothing happened that must never happen, however long it took. */
    boolean isSafe() {
        return broken.isEmpty() && findings.lines().isEmpty();
    }

    boolean isGood() {
        return violations().isEmpty();
    }

    int lost() {
        return findings.count(Kind.LOST) + findings.count(Kind.FIRING_LOST);
    }

    int doubled() {
        return findings.count(Kind.DOUBLED) + findings.count(Kind.FIRING_KEY);
    }
}
