package dev.vigil.engine.slot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * The timers of a slot's instances by the time they come due, each sensor's by themselves: those of a sensor that does
 * not run at present wait without costing anything. Not thread-safe.
 */
final class TimerQueue {
    private static final Comparator<Due> EARLIEST_FIRST = Comparator.comparingLong(Due::dueMillis)
            .thenComparingInt(Due::sensor)
            .thenComparing(Due::key)
            .thenComparing(Due::name);

    /** One timer of one instance. */
    record Due(long dueMillis, int sensor, String key, String name) {}

    private final Map<Integer, TreeSet<Due>> queues = new HashMap<>();

    void add(int sensor, String key, List<Instance.Timer> timers) {
        if (!timers.isEmpty()) {
            var queue = queues.computeIfAbsent(sensor, _ -> new TreeSet<>(EARLIEST_FIRST));
            timers.forEach(timer -> queue.add(new Due(timer.dueMillis(), sensor, key, timer.name())));
        }
    }

    void remove(int sensor, String key, List<Instance.Timer> timers) {
        var queue = timers.isEmpty() ? null : queues.get(sensor);
        if (queue != null) {
            timers.forEach(timer -> queue.remove(new Due(timer.dueMillis(), sensor, key, timer.name())));
        }
    }

    /** How many timers a sensor has set. */
    int count(int sensor) {
        var queue = queues.get(sensor);
        return queue == null ? 0 : queue.size();
    }

    /** Removes all of a sensor. */
    void drop(int sensor) {
        queues.remove(sensor);
    }

    /** When the next timer of a sensor comes due. */
    OptionalLong next(int sensor) {
        var queue = queues.get(sensor);
        return queue == null || queue.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(queue.first().dueMillis());
    }

    /**
     * The timers of these sensors that are due, earliest first, at most so many; they stay until they are removed.
     */
    List<Due> due(long now, int most, List<Integer> sensors) {
        var due = new ArrayList<Due>();
        for (int sensor : sensors) {
            var queue = queues.get(sensor);
            if (queue != null) {
                addDue(queue, now, most, due);
            }
        }
        due.sort(EARLIEST_FIRST);
        return due.size() <= most ? due : due.subList(0, most);
    }

    private static void addDue(Iterable<Due> queue, long now, int most, List<Due> due) {
        int added = 0;
        for (var timer : queue) {
            if (timer.dueMillis() > now || added++ == most) {
                return;
            }
            due.add(timer);
        }
    }
}
