package dev.vigil.engine.slot;

import dev.vigil.engine.event.BlockEvent;
import java.util.Arrays;
import java.util.List;

/** The identities of the events that one step takes in, held against those taken in before. Not thread-safe. */
final class Identities {
    private static final int MOST_EXPECTED = 1 << 20;

    private final Dedupe before;
    private long[] pairs;
    private int used;
    /** Places in the pairs plus one; 0 is free. */
    private int[] table;

    /** Room for that many to begin with. */
    Identities(Dedupe before, int expected) {
        this.before = before;
        int capacity = Integer.highestOneBit(Math.max(16, Math.min(expected, MOST_EXPECTED)) * 2 - 1);
        this.pairs = new long[capacity * 2];
        this.table = new int[capacity * 2];
    }

    /** Adds those of these events; which of them were there already, by their places. */
    int[] add(List<BlockEvent> events) {
        var added = new long[2 * events.size()];
        int end = 0;
        for (var event : events) {
            var identity = event.identity();
            added[end++] = identity.getMostSignificantBits();
            added[end++] = identity.getLeastSignificantBits();
        }
        before.expect(added);
        var known = new int[events.size()];
        int count = 0;
        for (int place = 0; place < known.length; place++) {
            if (!add(added[2 * place], added[2 * place + 1])) {
                known[count++] = place;
            }
        }
        return Arrays.copyOf(known, count);
    }

    /** Adds one; false where it was there already. */
    boolean add(long high, long low) {
        if (before.contains(high, low)) {
            return false;
        }
        int slot = find(high, low);
        if (table[slot] != 0) {
            return false;
        }
        if (used == pairs.length) {
            pairs = Arrays.copyOf(pairs, used * 2);
            table = new int[pairs.length];
            for (int at = 0; at < used; at += 2) {
                table[find(pairs[at], pairs[at + 1])] = at + 1;
            }
            slot = find(high, low);
        }
        pairs[used] = high;
        pairs[used + 1] = low;
        table[slot] = used + 1;
        used += 2;
        return true;
    }

    /** Two longs an identity, in order. */
    long[] toArray() {
        return Arrays.copyOf(pairs, used);
    }

    /** The table is twice as large as the identities are many, so that there is always a free place. */
    private int find(long high, long low) {
        int mask = table.length - 1;
        int slot = (int) low & mask;
        while (table[slot] != 0 && !(pairs[table[slot] - 1] == high && pairs[table[slot]] == low)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
