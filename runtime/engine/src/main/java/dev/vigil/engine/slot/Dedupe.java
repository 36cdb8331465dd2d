package dev.vigil.engine.slot;

import java.util.Arrays;

/**
 * The identities of the last events, so that one that is sent again is recognised: at most so many, and none older than
 * so long. A ring in order of arrival and an open-addressed table over it; grows as it fills. Not thread-safe.
 *
 * <p>It is larger than a processor's caches, and each identity lies somewhere else in it, so that what it costs is waiting for
 * memory. So the table holds enough of an identity to tell it from others without a look at the ring, and who has many of them
 * has the places read beforehand, all at once.
 */
final class Dedupe {
    private static final int INITIAL = 1024;
    private static final int PLACE_BITS = 32;

    private final int most;
    private final long timeMillis;
    private long[] high = new long[INITIAL];
    private long[] low = new long[INITIAL];
    private long[] atMillis = new long[INITIAL];
    /** Ring places plus one, and above them the half of the identity by which it is placed here; 0 is free. */
    private long[] table = new long[INITIAL * 2];

    private int first;
    private int size;
    /** How many were forgotten. */
    private long forgotten;
    /** Of no use but that the compiler must not leave the reading out. */
    @SuppressWarnings("UnusedVariable")
    private long lastRead;

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

    /** Reads where these identities, two longs each, will be looked for; the processor waits for many of them at once. */
    void expect(long[] pairs) {
        int mask = table.length - 1;
        long read = 0;
        for (int i = 1; i < pairs.length; i += 2) {
            read ^= table[(int) pairs[i] & mask];
        }
        lastRead = read;
    }

    boolean contains(long h, long l) {
        return table[find(h, l)] != 0;
    }

    /**
     * The how-manieth it is of those that were ever remembered, from 0; -1 where it is not remembered. Only to be compared
     * with others of the same incarnation.
     */
    long rank(long h, long l) {
        long known = table[find(h, l)];
        return known == 0 ? -1 : forgotten + ((place(known) - first) & (high.length - 1));
    }

    /** The rank of the newest. */
    long newestRank() {
        return forgotten + size - 1;
    }

    /** Remembers these identities, two longs each, as if one after the other. */
    void addAll(long[] pairs, long now) {
        expect(pairs);
        expectFirst(pairs.length / 2 - (most - size));
        for (int i = 0; i < pairs.length; i += 2) {
            add(pairs[i], pairs[i + 1], now);
        }
    }

    /** The same for the oldest, which are to be forgotten. */
    private void expectFirst(int count) {
        int mask = table.length - 1;
        long read = 0;
        for (int i = 0; i < Math.min(count, size); i++) {
            read ^= table[(int) low[(first + i) & (low.length - 1)] & mask];
        }
        lastRead = read;
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
        table[find(h, l)] = entry(place, l);
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

    private static long entry(int place, long l) {
        return l << PLACE_BITS | (place + 1);
    }

    private static int place(long entry) {
        return (int) entry - 1;
    }

    private int find(long h, long l) {
        int mask = table.length - 1;
        int slot = (int) l & mask;
        while (table[slot] != 0 && !is(table[slot], h, l)) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private boolean is(long entry, long h, long l) {
        return (int) (entry >>> PLACE_BITS) == (int) l && high[place(entry)] == h && low[place(entry)] == l;
    }

    private void forgetFirst() {
        int known = find(high[first], low[first]);
        if (place(table[known]) == first) {
            OpenAddressing.remove(table, known, PLACE_BITS);
        }
        first = (first + 1) & (high.length - 1);
        size--;
        forgotten++;
    }

    private void grow() {
        int capacity = high.length * 2;
        high = unrolled(high, capacity);
        low = unrolled(low, capacity);
        atMillis = unrolled(atMillis, capacity);
        first = 0;
        table = new long[capacity * 2];
        for (int place = 0; place < size; place++) {
            table[find(high[place], low[place])] = entry(place, low[place]);
        }
    }

    private long[] unrolled(long[] ring, int capacity) {
        var copy = Arrays.copyOfRange(ring, first, first + capacity);
        Arrays.fill(copy, ring.length - first, capacity, 0);
        System.arraycopy(ring, 0, copy, ring.length - first, first);
        return copy;
    }
}
