package dev.vigil.node.kill.sensors;

import java.util.ArrayList;
import java.util.List;

/**
 * What an instance has had.
 *
 * @param count how many deliveries
 * @param deliveries their ids, in the order in which they came
 */
public record Ledger(long count, List<String> deliveries) {
    /** Copies the ids. */
    public Ledger {
        deliveries = List.copyOf(deliveries);
    }

    /** Nothing yet. */
    static Ledger empty() {
        return new Ledger(0, List.of());
    }

    /** The same and one more. */
    Ledger with(String delivery) {
        var longer = new ArrayList<>(deliveries);
        longer.add(delivery);
        return new Ledger(count + 1, longer);
    }
}
