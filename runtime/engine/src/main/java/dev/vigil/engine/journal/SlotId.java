package dev.vigil.engine.journal;

/** The persistence ids of slots. On disk with every record; never to be changed. */
final class SlotId {
    private static final String PREFIX = "slot-";

    private SlotId() {}

    static String of(int slot) {
        return PREFIX + slot;
    }
}
