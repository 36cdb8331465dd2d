package dev.vigil.engine.dispatch;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue for each owner, served in turn, one element a turn. An owner without elements takes no memory. */
final class RoundRobin<O, T> {
    private final Map<O, ArrayDeque<T>> queues = new HashMap<>();
    private final ArrayDeque<O> turns = new ArrayDeque<>();

    void add(O owner, T element) {
        var queue = queues.get(owner);
        if (queue == null) {
            queue = new ArrayDeque<>();
            queues.put(owner, queue);
            turns.add(owner);
        }
        queue.add(element);
    }

    boolean isEmpty() {
        return turns.isEmpty();
    }

    /** The next element of the owner whose turn it is. */
    @Nullable
    T poll() {
        var owner = turns.poll();
        var queue = owner == null ? null : queues.get(owner);
        if (owner == null || queue == null) {
            return null;
        }
        var element = queue.poll();
        if (queue.isEmpty()) {
            queues.remove(owner);
        } else {
            turns.add(owner);
        }
        return element;
    }

    /** Takes all that an owner has, in order. */
    Collection<T> remove(O owner) {
        var queue = queues.remove(owner);
        if (queue == null) {
            return List.of();
        }
        turns.remove(owner);
        return queue;
    }
}
