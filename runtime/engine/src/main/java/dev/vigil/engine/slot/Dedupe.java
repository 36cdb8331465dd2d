package dev.vigil.engine.slot;

import java.util.Arrays;

/**
 * The identities of the last events, so that one that is sent again is recognised: at most so many, and none older than
 * so long. A ring in order of arrival and an open-addressed table over it; grows as it fills. Not thread-safe.
 */
final class Dedupe {
    private static final int INITIAL = 1024;

    private final int most;
    private final long timeMillis;
    private long[] high = new long[INITIAL];
    private long[] low = new long[INITIAL];
    private long[] atMillis = new long[INITIAL];
    /** Ring places plus one; 0 is free. */
    private int[] table = new int[INITIAL * 2];

    private int first;
    private int size;
    /** How many were forgotten. */
    private long forgotten;

    Dedupe(int most, long timeMillis) {
        if (most < 1) {
            throw new IllegalArgumentException("a dedupe window of " + most + " events");
        }
        this.most = most;
        this.timeMillis = timeMillis;
    }

    int size() {
        return size;
    }

    boolean contains(long h, long l) {
        return table[find(h, l)] != 0;
    }

    /**
     * The how-manieth it is of those that were ever remembered, from 0; -1 where it is not remembered. Only to be compared
     * with others of the same incarnation.
     */
    long rank(long h, long l) {
        int known = table[find(h, l)];
        return known == 0 ? -1 : forgotten + ((known - 1 - first) & (high.length - 1));
    }

    /** The rank of the newest. */
    long newestRank() {
        return forgotten + size - 1;
    }

    /**
     * Remembers an identity, forgetting the oldest where there are too many. One that is there already is remembered
     * from now on: a journal that was written with a smaller window may hold an identity twice.
     */
    void add(long h, long l, long now) {
        if (size == most) {
            forgetFirst();
        }
        if (size == high.length) {
            grow();
        }
        int place = (first + size) & (high.length - 1);
        high[place] = h;
        low[place] = l;
        atMillis[place] = now;
        size++;
        table[find(h, l)] = place + 1;
    }

    /** That time does not count: all that is remembered stays so for as long as it would have. */
    void skip(long millis) {
        for (int i = 0; i < size; i++) {
            atMillis[(first + i) & (high.length - 1)] += millis;
        }
    }

    /** Forgets what is too old. */
    void expire(long now) {
        while (size > 0 && atMillis[first] < now - timeMillis) {
            forgetFirst();
        }
    }

    /** Visits identities from the oldest to the newest. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < size; i++) {
            int place = (first + i) & (high.length - 1);
            visitor.visit(high[place], low[place], atMillis[place]);
        }
    }

    /** Takes one identity. */
    interface Visitor {
        void visit(long high, long low, long atMillis);
    }

    private int find(long h, long l) {
        int mask = table.length - 1;
        int slot = (int) l & mask;
        while (table[slot] != 0 && !(high[table[slot] - 1] == h && low[table[slot] - 1] == l)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void forgetFirst() {
        int known = find(high[first], low[first]);
        if (table[known] == first + 1) {
            remove(known);
        }
        first = (first + 1) & (high.length - 1);
        size--;
        forgotten++;
    }

    /** Empties a place of the table and moves up what had to go round it. */
    private void remove(int gap) {
        int mask = table.length - 1;
        int free = gap;
        int next = gap;
        table[free] = 0;
        while (true) {
            next = (next + 1) & mask;
            if (table[next] == 0) {
                return;
            }
            int home = (int) low[table[next] - 1] & mask;
            if (((next - home) & mask) >= ((next - free) & mask)) {
                table[free] = table[next];
                table[next] = 0;
                free = next;
            }
        }
    }

    private void grow() {
        int capacity = high.length * 2;
        high = unrolled(high, capacity);
        low = unrolled(low, capacity);
        atMillis = unrolled(atMillis, capacity);
        first = 0;
        table = new int[capacity * 2];
        for (int place = 0; place < size; place++) {
            table[find(high[place], low[place])] = place + 1;
        }
    }

    private long[] unrolled(long[] ring, int capacity) {
        var copy = Arrays.copyOfRange(ring, first, first + capacity);
        Arrays.fill(copy, ring.length - first, capacity, 0);
        System.arraycopy(ring, 0, copy, ring.length - first, first);
        return copy;
    }
}
