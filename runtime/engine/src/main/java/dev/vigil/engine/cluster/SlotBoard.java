package dev.vigil.engine.cluster;

import dev.vigil.engine.Health;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** How each slot of this node is, as it says itself. Thread-safe. */
final class SlotBoard {
    private final ConcurrentSkipListMap<Integer, Health.Slot> slots = new ConcurrentSkipListMap<>();

    void put(int slot, boolean running, String condition) {
        slots.put(slot, new Health.Slot(slot, running, condition));
    }

    void remove(int slot) {
        slots.remove(slot);
    }

    List<Health.Slot> slots() {
        return List.copyOf(slots.values());
    }
}
