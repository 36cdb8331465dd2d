package dev.vigil.engine.slot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Instances one behind the other in a few large arrays, each by a reference: as objects, a million of them would have to be
 * followed by the collector, and each lookup would wait for memory half a dozen times. Not thread-safe.
 *
 * <p>An instance begins at a multiple of eight and has five numbers of four bytes (the lengths of key, of state and of all names
 * of timers, the number of timers, the state's version), one of eight (when it was updated), key, state, of each timer
 * when it is due and the length of its name, and these names. The number of timers has all its bits turned over where the
 * instance is dead, which it is once it is removed or replaced by more bytes or fewer. Chunks that have much of that are to be
 * emptied.
 */
final class InstanceArena {
    private static final int CHUNK = 256 << 10;
    private static final int LEAST_CHUNK = 512;
    /** What is longer has a chunk of its own, so that little is left over at a chunk's end. */
    private static final int LARGE = CHUNK / 8;

    private static final byte[] RELEASED = {};
    private static final int OFFSET_BITS = 15;
    private static final int MOST_CHUNKS = 1 << 20;
    private static final int HEADER = 28;
    private static final int TIMER = 12;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private byte[][] chunks = new byte[2][];
    /** By chunk: how much of it has been given out. */
    private int[] used = new int[2];
    /** By chunk: how much of that is not dead. */
    private int[] live = new int[2];

    private final ArrayDeque<Integer> free = new ArrayDeque<>();
    private int count;
    /** Where the next instance goes; -1 before the first. */
    private int current = -1;

    private long heldBytes;
    private long liveBytes;

    /** Adds an instance, whose key is that in UTF-8. */
    long add(byte[] key, Instance instance) {
        var names = names(instance.timers());
        long ref = room(size(key.length, instance, names));
        write(ref, key, instance, names);
        return ref;
    }

    /** Replaces the instance of that key; where it is now. */
    long replace(long ref, byte[] key, Instance instance) {
        var names = names(instance.timers());
        int size = size(key.length, instance, names);
        if (size == size(ref)) {
            write(ref, key, instance, names);
            return ref;
        }
        remove(ref);
        long next = room(size);
        write(next, key, instance, names);
        return next;
    }

    void remove(long ref) {
        int chunk = chunk(ref);
        int size = size(ref);
        INT.set(chunks[chunk], offset(ref) + 12, ~number(chunks[chunk], offset(ref) + 12));
        live[chunk] -= size;
        liveBytes -= size;
        if (live[chunk] == 0 && chunk != current) {
            release(chunk);
        }
    }

    /** Moves an instance to where the next one goes. */
    long move(long ref) {
        var bytes = chunks[chunk(ref)];
        int at = offset(ref);
        int size = size(ref);
        long next = room(size);
        System.arraycopy(bytes, at, chunks[chunk(next)], offset(next), size);
        remove(ref);
        return next;
    }

    boolean hasKey(long ref, byte[] key) {
        var bytes = chunks[chunk(ref)];
        int at = offset(ref);
        return Arrays.equals(bytes, at + HEADER, at + HEADER + number(bytes, at), key, 0, key.length);
    }

    byte[] key(long ref) {
        var bytes = chunks[chunk(ref)];
        int at = offset(ref);
        return Arrays.copyOfRange(bytes, at + HEADER, at + HEADER + number(bytes, at));
    }

    Instance instance(long ref) {
        var bytes = chunks[chunk(ref)];
        int at = offset(ref);
        int state = at + HEADER + number(bytes, at);
        return new Instance(
                Arrays.copyOfRange(bytes, state, state + number(bytes, at + 4)),
                number(bytes, at + 16),
                (long) LONG.get(bytes, at + 20),
                timers(ref));
    }

    boolean hasTimers(long ref) {
        return number(chunks[chunk(ref)], offset(ref) + 12) != 0;
    }

    List<Instance.Timer> timers(long ref) {
        var bytes = chunks[chunk(ref)];
        int at = offset(ref);
        int timers = number(bytes, at + 12);
        if (timers == 0) {
            return List.of();
        }
        var found = new ArrayList<Instance.Timer>(timers);
        int timer = at + HEADER + number(bytes, at) + number(bytes, at + 4);
        int name = timer + timers * TIMER;
        for (int i = 0; i < timers; i++) {
            int length = number(bytes, timer + 8);
            found.add(new Instance.Timer(
                    new String(bytes, name, length, StandardCharsets.UTF_8), (long) LONG.get(bytes, timer)));
            timer += TIMER;
            name += length;
        }
        return List.copyOf(found);
    }

    /** How many bytes its chunks have, what is dead or not given out yet included. */
    long heldBytes() {
        return heldBytes;
    }

    /** Whether full chunks have more that is dead, or was left over, than half of what is alive, so that one should be emptied. */
    boolean isSparse() {
        return current >= 0 && heldBytes - chunks[current].length - (liveBytes - live[current]) > liveBytes / 2;
    }

    /** What is alive in the chunk that has the most that is not. */
    long[] sparsest() {
        int most = -1;
        for (int chunk = 0; chunk < count; chunk++) {
            if (chunk != current && (most < 0 || lost(chunk) > lost(most))) {
                most = chunk;
            }
        }
        return most < 0 ? new long[0] : alive(most);
    }

    /** Visits all that is alive, in the order in which it lies there. */
    void forEach(LongConsumer visitor) {
        for (int chunk = 0; chunk < count; chunk++) {
            Arrays.stream(alive(chunk)).forEach(visitor);
        }
    }

    private long[] alive(int chunk) {
        var alive = new long[used[chunk] / HEADER];
        int found = 0;
        for (int at = 0; at < used[chunk]; at += size(ref(chunk, at))) {
            if (number(chunks[chunk], at + 12) >= 0) {
                alive[found++] = ref(chunk, at);
            }
        }
        return Arrays.copyOf(alive, found);
    }

    private int lost(int chunk) {
        return chunks[chunk].length - live[chunk];
    }

    private long room(int size) {
        if (size > LARGE) {
            return take(open(size), size);
        }
        if (current < 0 || chunks[current].length - used[current] < size) {
            int full = current;
            current = open(Math.clamp(Long.highestOneBit(liveBytes + size) * 2, LEAST_CHUNK, CHUNK));
            if (full >= 0 && live[full] == 0) {
                release(full);
            }
        }
        return take(current, size);
    }

    private long take(int chunk, int size) {
        int at = used[chunk];
        used[chunk] += size;
        live[chunk] += size;
        liveBytes += size;
        return ref(chunk, at);
    }

    private int open(int length) {
        var known = free.poll();
        int chunk = known == null ? count++ : known;
        if (chunk >= MOST_CHUNKS) {
            throw new IllegalStateException("a sensor has more instances than one slot can hold");
        }
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, 2 * chunk);
            used = Arrays.copyOf(used, 2 * chunk);
            live = Arrays.copyOf(live, 2 * chunk);
        }
        chunks[chunk] = new byte[length];
        used[chunk] = 0;
        live[chunk] = 0;
        heldBytes += length;
        return chunk;
    }

    private void release(int chunk) {
        heldBytes -= chunks[chunk].length;
        chunks[chunk] = RELEASED;
        used[chunk] = 0;
        free.add(chunk);
    }

    private void write(long ref, byte[] key, Instance instance, byte[][] names) {
        var bytes = chunks[chunk(ref)];
        int at = offset(ref);
        INT.set(bytes, at, key.length);
        INT.set(bytes, at + 4, instance.state().length);
        INT.set(bytes, at + 8, length(names));
        INT.set(bytes, at + 12, names.length);
        INT.set(bytes, at + 16, instance.version());
        LONG.set(bytes, at + 20, instance.updatedMillis());
        int to = at + HEADER;
        to = put(key, bytes, to);
        to = put(instance.state(), bytes, to);
        for (int i = 0; i < names.length; i++) {
            LONG.set(bytes, to, instance.timers().get(i).dueMillis());
            INT.set(bytes, to + 8, names[i].length);
            to += TIMER;
        }
        for (var name : names) {
            to = put(name, bytes, to);
        }
    }

    private static int put(byte[] from, byte[] to, int at) {
        System.arraycopy(from, 0, to, at, from.length);
        return at + from.length;
    }

    private static byte[][] names(List<Instance.Timer> timers) {
        var names = new byte[timers.size()][];
        for (int i = 0; i < names.length; i++) {
            names[i] = timers.get(i).name().getBytes(StandardCharsets.UTF_8);
        }
        return names;
    }

    private static int length(byte[][] names) {
        int length = 0;
        for (var name : names) {
            length += name.length;
        }
        return length;
    }

    private static int size(int key, Instance instance, byte[][] names) {
        return aligned(HEADER + key + instance.state().length + names.length * TIMER + length(names));
    }

    private int size(long ref) {
        var bytes = chunks[chunk(ref)];
        int at = offset(ref);
        int timers = number(bytes, at + 12);
        return aligned(HEADER
                + number(bytes, at)
                + number(bytes, at + 4)
                + number(bytes, at + 8)
                + (timers < 0 ? ~timers : timers) * TIMER);
    }

    private static int aligned(int size) {
        return Math.addExact(size, 7) & -8;
    }

    private static int number(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    private static long ref(int chunk, int offset) {
        return (long) chunk << OFFSET_BITS | offset >>> 3;
    }

    private static int chunk(long ref) {
        return (int) (ref >>> OFFSET_BITS);
    }

    private static int offset(long ref) {
        return (int) (ref & ((1 << OFFSET_BITS) - 1)) << 3;
    }
}
