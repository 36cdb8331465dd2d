package dev.vigil.engine;

import java.util.List;

/**
 * How an engine is.
 *
 * @param memberUp whether this node is a member of the cluster in good standing
 * @param journalReachable whether the database answered just now
 * @param slotsReached whether slots have answered this node since its start, wherever they live
 * @param slots the slots that live on this node
 */
public record Health(boolean memberUp, boolean journalReachable, boolean slotsReached, List<Slot> slots) {
    /**
     * How one slot is.
     *
     * @param slot its number
     * @param running whether it takes events
     * @param condition its state in one word, and what is wrong where something is
     */
    public record Slot(int slot, boolean running, String condition) {}

    /** Whether this node may get traffic. */
    public boolean ready() {
        return memberUp && journalReachable && slotsReached && slots.stream().allMatch(Slot::running);
    }
}
