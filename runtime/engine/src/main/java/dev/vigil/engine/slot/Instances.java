package dev.vigil.engine.slot;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sensor's instances in one slot by their keys: an open-addressed table of references into an {@link InstanceArena}. Not
 * thread-safe.
 *
 * <p>The hash is seeded, so that nobody who chooses keys can choose where they lie.
 */
final class Instances {
    private static final Hasher64 HASH = Hashing.xxh3_64(new SecureRandom().nextLong());
    private static final int REF_BITS = 36;
    private static final int INITIAL = 16;
    private static final int MOST = 1 << 28;
    private static final int MOST_TIDIED = 4;

    private InstanceArena arena = new InstanceArena();
    /** References plus one, and above them 28 bits of the key's hash, by which it is placed here; 0 is free. */
    private long[] table = new long[INITIAL];

    private int size;

    int size() {
        return size;
    }

    /** The instance of a key; null where there is none. */
    @Nullable
    Instance get(String key) {
        var bytes = bytes(key);
        long entry = table[find(hash(bytes), bytes)];
        return entry == 0 ? null : arena.instance(ref(entry));
    }

    /** Puts an instance; the timers of the one that was there. */
    List<Instance.Timer> put(String key, Instance instance) {
        var bytes = bytes(key);
        long hash = hash(bytes);
        int slot = find(hash, bytes);
        if (table[slot] != 0) {
            long ref = ref(table[slot]);
            var timers = arena.timers(ref);
            table[slot] = entry(hash, arena.replace(ref, bytes, instance));
            tidy();
            return timers;
        }
        table[slot] = entry(hash, arena.add(bytes, instance));
        size++;
        if (size > table.length / 3 * 2) {
            grow();
        }
        tidy();
        return List.of();
    }

    /** Removes an instance; the timers of the one that was there. */
    List<Instance.Timer> remove(String key) {
        var bytes = bytes(key);
        int slot = find(hash(bytes), bytes);
        if (table[slot] == 0) {
            return List.of();
        }
        long ref = ref(table[slot]);
        var timers = arena.timers(ref);
        arena.remove(ref);
        OpenAddressing.remove(table, slot, REF_BITS);
        size--;
        tidy();
        return timers;
    }

    void clear() {
        arena = new InstanceArena();
        table = new long[INITIAL];
        size = 0;
    }

    /** Visits all, in no order. */
    void forEach(BiConsumer<String, Instance> visitor) {
        arena.forEach(ref -> visitor.accept(key(ref), arena.instance(ref)));
    }

    /** Visits those that have timers, in no order. */
    void forEachTimers(BiConsumer<String, List<Instance.Timer>> visitor) {
        arena.forEach(ref -> {
            if (arena.hasTimers(ref)) {
                visitor.accept(key(ref), arena.timers(ref));
            }
        });
    }

    /** The keys after one, ascending, at most so many. */
    List<String> keys(String after, int most) {
        var keys = new TreeSet<String>();
        arena.forEach(ref -> {
            var key = key(ref);
            if (key.compareTo(after) > 0) {
                keys.add(key);
            }
            if (keys.size() > most) {
                keys.pollLast();
            }
        });
        return List.copyOf(keys);
    }

    /** How many bytes of heap it takes, but for some hundred. */
    long heldBytes() {
        return arena.heldBytes() + 8L * table.length;
    }

    private String key(long ref) {
        return new String(arena.key(ref), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private static long hash(byte[] key) {
        return HASH.hashBytesToLong(key) >>> REF_BITS;
    }

    private static long entry(long hash, long ref) {
        return hash << REF_BITS | (ref + 1);
    }

    private static long ref(long entry) {
        return (entry & ((1L << REF_BITS) - 1)) - 1;
    }

    private int find(long hash, byte[] key) {
        int mask = table.length - 1;
        int slot = (int) hash & mask;
        while (table[slot] != 0 && !(table[slot] >>> REF_BITS == hash && arena.hasKey(ref(table[slot]), key))) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Empties chunks that are mostly dead; a few at once, so that nobody waits for all of them. */
    private void tidy() {
        for (int i = 0; i < MOST_TIDIED && arena.isSparse(); i++) {
            for (long ref : arena.sparsest()) {
                long hash = hash(arena.key(ref));
                int slot = find(entry(hash, ref));
                table[slot] = entry(hash, arena.move(ref));
            }
        }
    }

    /** Where that entry lies, or else a free place. */
    private int find(long entry) {
        int mask = table.length - 1;
        int slot = (int) (entry >>> REF_BITS) & mask;
        while (table[slot] != 0 && table[slot] != entry) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        if (table.length == MOST) {
            throw new IllegalStateException("a sensor has more instances than one slot can hold");
        }
        var before = table;
        table = new long[2 * before.length];
        for (long entry : before) {
            if (entry != 0) {
                table[find(entry)] = entry;
            }
        }
    }
}
