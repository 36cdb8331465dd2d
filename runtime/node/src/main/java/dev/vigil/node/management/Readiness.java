package dev.vigil.node.management;

import dev.vigil.engine.Health;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a node may get traffic.
 *
 * @param missing what has to be there before it may; nothing where it is ready
 */
record Readiness(List<String> missing) {
    Readiness {
        missing = List.copyOf(missing);
    }

    static Readiness no(String why) {
        return new Readiness(List.of(why));
    }

    /** The same, with one more thing missing. */
    Readiness and(String why) {
        var all = new ArrayList<>(missing);
        all.add(why);
        return new Readiness(all);
    }

    static Readiness of(Health health) {
        var missing = new ArrayList<String>();
        if (!health.memberUp()) {
            missing.add("cluster: this node is not an up and reachable member");
        }
        if (!health.journalReachable()) {
            missing.add("journal: the database does not answer");
        }
        if (!health.slotsReached()) {
            missing.add("slots: none has answered yet");
        }
        for (var slot : health.slots()) {
            if (!slot.running()) {
                missing.add("slot " + slot.slot() + ": " + slot.condition());
            }
        }
        return new Readiness(missing);
    }

    boolean ready() {
        return missing.isEmpty();
    }
}
