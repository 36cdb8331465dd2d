package dev.vigil.benchmarks.drill.check;

import dev.vigil.benchmarks.drill.check.Findings.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads in the journal itself who wrote which record: once another has written, an earlier writer must not come again. */
final class Owners {
    private static final String RECORDS = "SELECT persistence_id, sequence_number, writer FROM event_journal"
            + " ORDER BY persistence_id, sequence_number, ordering";

    private final Findings findings;
    private final Map<String, String> current = new HashMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private final Set<String> former = new HashSet<>();

    Owners(Findings findings) {
        this.findings = findings;
    }

    static void check(Connection connection, Findings findings) throws SQLException {
        var owners = new Owners(findings);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(RECORDS)) {
            while (rows.next()) {
                owners.record(rows.getString(1), rows.getLong(2), rows.getString(3));
            }
        }
    }

    void record(String slot, long number, String writer) {
        var before = newest.put(slot, number);
        if (before != null && before + 1 != number) {
            findings.add(Kind.OWNERS, slot + " has record " + number + " after " + before);
        }
        var writerBefore = current.put(slot, writer);
        if (writerBefore != null && !writerBefore.equals(writer)) {
            former.add(slot + " " + writerBefore);
        }
        if (former.contains(slot + " " + writer)) {
            findings.add(Kind.OWNERS, slot + " record " + number + " is of an owner before the last");
        }
    }
}
