package dev.vigil.engine.slot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** The timers of a slot's instances by the time they come due. Not thread-safe. */
final class TimerQueue {
    /** One timer of one instance. */
    record Due(long dueMillis, int sensor, String key, String name) {}

    private final TreeSet<Due> queue = new TreeSet<>(Comparator.comparingLong(Due::dueMillis)
            .thenComparingInt(Due::sensor)
            .thenComparing(Due::key)
            .thenComparing(Due::name));

    void add(int sensor, String key, List<Instance.Timer> timers) {
        timers.forEach(timer -> queue.add(new Due(timer.dueMillis(), sensor, key, timer.name())));
    }

    void remove(int sensor, String key, List<Instance.Timer> timers) {
        timers.forEach(timer -> queue.remove(new Due(timer.dueMillis(), sensor, key, timer.name())));
    }

    /** When the next timer of these sensors comes due. */
    OptionalLong next(IntPredicate sensors) {
        return queue.stream()
                .filter(timer -> sensors.test(timer.sensor()))
                .mapToLong(Due::dueMillis)
                .findFirst();
    }

    /**
     * The timers of these sensors that are due, earliest first, at most so many; they stay until they are removed.
     */
    List<Due> due(long now, int most, IntPredicate sensors) {
        var due = new ArrayList<Due>();
        for (var timer : queue) {
            if (timer.dueMillis() > now || due.size() == most) {
                break;
            }
            if (sensors.test(timer.sensor())) {
                due.add(timer);
            }
        }
        return due;
    }
}
