package dev.vigil.engine.cluster;

import dev.vigil.engine.Health;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How each slot of this node is, as it says itself. Thread-safe. */
final class SlotBoard {
    private static final Logger LOG = LoggerFactory.getLogger(SlotBoard.class);

    private final ConcurrentSkipListMap<Integer, Health.Slot> slots = new ConcurrentSkipListMap<>();
    private final Set<Integer> settled = ConcurrentHashMap.newKeySet();

    void put(int slot, SlotLife life, String condition) {
        slots.put(slot, new Health.Slot(slot, life.isServing(), condition));
        boolean isSettled = life.isServing() || life == SlotLife.BROKEN;
        if (!isSettled) {
            settled.remove(slot);
        }
        if (!isSettled || settled.add(slot)) {
            LOG.debug("slot is {} slot={}", life, slot);
        }
    }

    /** Whether that slot is on this node, however it is. */
    boolean hosts(int slot) {
        return slots.containsKey(slot);
    }

    /** How many slots run or have stopped for good. */
    int settled() {
        return settled.size();
    }

    void remove(int slot) {
        settled.remove(slot);
        slots.remove(slot);
    }

    /** Those that take events. */
    Set<Integer> serving() {
        return slots.values().stream()
                .filter(Health.Slot::running)
                .map(Health.Slot::slot)
                .collect(Collectors.toUnmodifiableSet());
    }

    List<Health.Slot> slots() {
        return List.copyOf(slots.values());
    }
}
