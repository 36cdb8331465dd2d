package dev.vigil.benchmarks.drill.check;

import dev.vigil.benchmarks.drill.check.Findings.Kind;
import dev.vigil.benchmarks.drill.load.Ledger;
import dev.vigil.benchmarks.drill.load.Reading;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the states must be: the events of the log, each once, folded by a rule of its own. Tells on the way what the log has
 * that it must not have, and what it lacks. For one thread.
 */
final class Model {
    private final Map<String, Ledger.Entry> ledger;
    private final Findings findings;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Expected> states = new HashMap<>();

    /** The state of one key. */
    record Expected(long count, long sum, long max, long last) {
        static final Expected NONE = new Expected(0, 0, Long.MIN_VALUE, 0);

        Expected after(long value) {
            return new Expected(count + 1, sum + value, Math.max(max, value), value);
        }
    }

    Model(Map<String, Ledger.Entry> ledger, Findings findings) {
        this.ledger = ledger;
        this.findings = findings;
    }

    /** Takes the log of one partition, in its order. */
    void fold(List<Reading> log) {
        for (var reading : log) {
            var entry = ledger.get(reading.id());
            if (entry == null) {
                findings.add(Kind.INVENTED, reading + " was never sent");
            } else if (!entry.reading().equals(reading)) {
                findings.add(Kind.INVENTED, reading + " was sent as " + entry.reading());
            }
            if (!seen.add(reading.id())) {
                findings.add(Kind.DOUBLED, reading.id() + " of " + reading.key());
                continue;
            }
            if (reading.value() == Reading.POISON) {
                continue; // a dead letter
            }
            states.merge(reading.key(), Expected.NONE.after(reading.value()), (old, _) -> old.after(reading.value()));
        }
    }

    /** After the log of the last partition: what was acknowledged must have been there. */
    void complete() {
        ledger.forEach((id, entry) -> {
            if (entry.isAcknowledged() && !seen.contains(id)) {
                findings.add(Kind.LOST, id + " of " + entry.reading().key());
            }
        });
    }

    Map<String, Expected> states() {
        return Collections.unmodifiableMap(states);
    }
}
