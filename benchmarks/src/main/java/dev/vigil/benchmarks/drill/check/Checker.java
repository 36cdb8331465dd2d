package dev.vigil.benchmarks.drill.check;

import dev.vigil.benchmarks.drill.bench.PostgresProcess;
import dev.vigil.benchmarks.drill.bench.Waiting;
import dev.vigil.benchmarks.drill.check.Findings.Kind;
import dev.vigil.benchmarks.drill.check.Model.Expected;
import dev.vigil.benchmarks.drill.load.Api;
import dev.vigil.benchmarks.drill.load.Gateways;
import dev.vigil.benchmarks.drill.load.Ledger;
import dev.vigil.benchmarks.drill.load.Reading;
import dev.vigil.benchmarks.drill.load.Sink;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/**
 * Compares the ledger with what a quiet cluster says, by a model of its own: the invariants I1 to I7 of the drills. Blocks.
 */
public final class Checker {
    private static final int READERS = 16;
    private static final Duration BACKLOG = Duration.ofSeconds(30);

    private final Ledger ledger;
    private final Sink sink;
    private final int slots;
    private final NodeView nodes;

    /** A checker of what that ledger and that sink have. */
    public Checker(Ledger ledger, Sink sink, int slots, Api api, Gateways gateways) {
        this.ledger = ledger;
        this.sink = sink;
        this.slots = slots;
        this.nodes = new NodeView(api, gateways);
    }

    /** Checks all of it, after nothing is sent any more. */
    public Findings check(PostgresProcess journal) {
        var findings = new Findings();
        if (!Waiting.within(BACKLOG, () -> nodes.lag() == 0)) {
            findings.add(Kind.BACKLOG, "sensors still lag " + nodes.lag() + " events");
        }
        var logs = logs(findings);
        var model = new Model(ledger.entries(), findings);
        logs.values().forEach(model::fold);
        model.complete();
        states(model.states()).forEach(line -> findings.add(Kind.STATE, line));
        var alarms = Alarms.of(logs.values());
        Waiting.within(BACKLOG, () -> sink.received().keySet().containsAll(alarms));
        Alarms.check(alarms, sink.received(), findings);
        ledger.untyped().forEach(answer -> findings.add(Kind.UNTYPED, answer));
        owners(journal, findings);
        return findings;
    }

    /** What is wrong with which state; some are asked for at once, as there may be a hundred thousand. */
    private Collection<String> states(Map<String, Expected> all) {
        var wrong = new ConcurrentLinkedQueue<String>();
        try (var readers = Executors.newFixedThreadPool(READERS)) {
            all.forEach((key, expected) -> readers.execute(() -> {
                var state = nodes.state(key);
                if (state.isEmpty() || !state.get().equals(expected)) {
                    wrong.add(
                            key + " is " + state.map(Object::toString).orElse("nothing") + " in place of " + expected);
                }
            }));
        }
        return wrong;
    }

    private Map<Integer, List<Reading>> logs(Findings findings) {
        var logs = new LinkedHashMap<Integer, List<Reading>>();
        for (int partition = 0; partition < slots; partition++) {
            logs.put(partition, nodes.log(partition, findings));
        }
        return logs;
    }

    private static void owners(PostgresProcess journal, Findings findings) {
        try (var connection = journal.connect()) {
            Owners.check(connection, findings);
        } catch (SQLException e) {
            findings.add(Kind.UNREADABLE, "the journal: " + e.getMessage());
        }
    }
}
