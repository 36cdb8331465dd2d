package dev.vigil.engine.membership;

import dev.vigil.engine.journal.OutageTable;
import java.time.Duration;
import java.util.List;

/** Whether a node may form a cluster, by what the journal's database knows of the other nodes. */
sealed interface Founding {
    /** A node that is a member commits once a second; one that has not for so long is none, or cannot write either. */
    Duration FRESH = Duration.ofSeconds(5);

    /** No other node works on the journal. */
    record Allowed() implements Founding {}

    /** These do, so that there is a cluster. */
    record Refused(List<String> alive) implements Founding {}

    /** The database does not tell. */
    record Unknown(String reason) implements Founding {}

    /** By what all nodes have said of themselves last; what that node itself said before it was restarted does not count. */
    static Founding of(String self, List<OutageTable.Seen> nodes) {
        var alive = nodes.stream()
                .filter(seen -> !seen.node().equals(self) && !seen.isStopped() && isFresh(seen.age()))
                .map(OutageTable.Seen::node)
                .sorted()
                .toList();
        return alive.isEmpty() ? new Allowed() : new Refused(alive);
    }

    /** What is said while the table is read is a little younger than that; what is far younger is of a clock set back. */
    private static boolean isFresh(Duration age) {
        return age.abs().compareTo(FRESH) <= 0;
    }
}
