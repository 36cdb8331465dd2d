package dev.vigil.testkit;

import dev.vigil.engine.sensor.StoredState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a slot would have stored of one sensor's instances. */
final class Instances {
    private final TreeMap<String, StoredState> stored = new TreeMap<>();

    /** A timer of an instance. */
    record Due(long dueMillis, String key, String name) {}

    StoredState get(String key) {
        return stored.getOrDefault(key, StoredState.NONE);
    }

    void put(String key, StoredState instance) {
        if (instance.state() == null) {
            stored.remove(key);
        } else {
            stored.put(key, instance);
        }
    }

    SortedSet<String> keys() {
        return new TreeSet<>(stored.keySet());
    }

    SortedMap<String, Instant> timers(String key) {
        var timers = new TreeMap<String, Instant>();
        get(key).timers().forEach((name, due) -> timers.put(name, Instant.ofEpochMilli(due)));
        return timers;
    }

    /** The timer that comes first, in the order in which a slot runs them. */
    Optional<Due> next() {
        return stored.entrySet().stream()
                .flatMap(
                        entry -> entry.getValue().timers().entrySet().stream().map(timer -> due(entry.getKey(), timer)))
                .min(Comparator.comparingLong(Due::dueMillis)
                        .thenComparing(Due::key)
                        .thenComparing(Due::name));
    }

    private static Due due(String key, Map.Entry<String, Long> timer) {
        return new Due(timer.getValue(), key, timer.getKey());
    }
}
