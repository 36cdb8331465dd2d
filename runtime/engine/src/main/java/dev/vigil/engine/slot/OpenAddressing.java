package dev.vigil.engine.slot;

/** Tables in one array, by linear probing, whose entries say in their upper bits where they would lie if no other did; 0 is free. */
final class OpenAddressing {
    private OpenAddressing() {}

    /** Frees a place and moves up what had to go round it. */
    static void remove(long[] table, int gap, int homeShift) {
        int mask = table.length - 1;
        int free = gap;
        table[free] = 0;
        for (int next = (gap + 1) & mask; table[next] != 0; next = (next + 1) & mask) {
            int home = (int) (table[next] >>> homeShift) & mask;
            if (((next - home) & mask) >= ((next - free) & mask)) {
                table[free] = table[next];
                table[next] = 0;
                free = next;
            }
        }
    }
}
