package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.Plan;
import dev.vigil.benchmarks.drill.check.Findings.Kind;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A way to break what a drill is to prove, under which it must report violations.
 *
 * @param what is broken
 * @param plan what the broken system runs on
 * @param sabotage what is done to it when it runs
 * @param finds one of which the checker must find; any violation, a number that is missed among them, where there are none
 */
public record Control(String what, Plan plan, Consumer<Trial> sabotage, Set<Kind> finds) {
    /** Copies its set. */
    public Control {
        finds = Set.copyOf(finds);
    }

    static Control of(String what, Plan plan, Kind... finds) {
        return new Control(what, plan, _ -> {}, Set.of(finds));
    }

    /** Nobody recognises what is sent again: an event whose acknowledgement was lost counts twice. */
    static Control withoutDedupe(Plan plan) {
        return of("dedupe off", withoutMemory(plan), Kind.DOUBLED);
    }

    /** A slot remembers the last event only, and so recognises none of a batch. */
    static Plan withoutMemory(Plan plan) {
        return plan.with("vigil.dedupe.events = 1");
    }

    /** Two owners of one slot may write. */
    static Control withoutFence(Plan plan) {
        return new Control(
                "fence off (no primary key of the journal)",
                plan,
                trial -> trial.cluster()
                        .databases()
                        .primary()
                        .execute("ALTER TABLE event_journal DROP CONSTRAINT event_journal_pkey"),
                Set.of(Kind.OWNERS));
    }
}
