package dev.vigil.engine.slot;

import dev.vigil.engine.sensor.Origin;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The dead letters of a slot, oldest first, and how many there are of each kind. Not thread-safe. */
final class DeadLetters {
    private final Map<String, DeadLetter> letters = new LinkedHashMap<>();
    private final Map<Kind, Integer> counts = new HashMap<>();
    private final Map<Integer, Integer> bySensor = new HashMap<>();
    /** Those of events and timers, by what they are about. */
    private final Map<Subject, Set<String>> subjects = new HashMap<>();

    /** What is counted together: the letters of a sensor for one reason. */
    record Kind(int sensor, DeadLetter.Reason reason) {}

    /** What a sensor could not handle: an event, or a timer of an instance. */
    record Subject(int sensor, Optional<Origin> event, String key, String timer, long dueMillis) {
        static Subject ofEvent(int sensor, Origin event) {
            return new Subject(sensor, Optional.of(event), "", "", 0);
        }

        static Subject ofTimer(int sensor, String key, String timer, long dueMillis) {
            return new Subject(sensor, Optional.empty(), key, timer, dueMillis);
        }

        static Optional<Subject> of(DeadLetter letter) {
            if (letter.firing().isPresent()) {
                return Optional.empty();
            }
            return Optional.of(
                    letter.origin().kind() == Origin.Kind.EVENT
                            ? ofEvent(letter.sensor(), letter.origin())
                            : ofTimer(letter.sensor(), letter.key(), letter.timer(), letter.dueMillis()));
        }
    }

    /** The ids of the letters about something. */
    Set<String> about(Subject subject) {
        return subjects.isEmpty() ? Set.of() : subjects.getOrDefault(subject, Set.of());
    }

    /** How many there are of a sensor. */
    int of(int sensor) {
        return bySensor.isEmpty() ? 0 : bySensor.getOrDefault(sensor, 0);
    }

    @Nullable
    DeadLetter get(String id) {
        return letters.get(id);
    }

    Collection<DeadLetter> values() {
        return Collections.unmodifiableCollection(letters.values());
    }

    Map<Kind, Integer> counts() {
        return Collections.unmodifiableMap(counts);
    }

    void put(DeadLetter letter) {
        var before = letters.put(letter.id(), letter);
        if (before != null) {
            forget(before);
        }
        count(letter, 1);
        Subject.of(letter)
                .ifPresent(subject ->
                        subjects.computeIfAbsent(subject, _ -> new TreeSet<>()).add(letter.id()));
    }

    void remove(String id) {
        var before = letters.remove(id);
        if (before != null) {
            forget(before);
        }
    }

    private void forget(DeadLetter letter) {
        count(letter, -1);
        Subject.of(letter)
                .ifPresent(subject -> subjects.computeIfPresent(subject, (_, ids) -> {
                    ids.remove(letter.id());
                    return ids.isEmpty() ? null : ids;
                }));
    }

    private void count(DeadLetter letter, int more) {
        add(counts, new Kind(letter.sensor(), letter.reason()), more);
        add(bySensor, letter.sensor(), more);
    }

    private static <K> void add(Map<K, Integer> counts, K counted, int more) {
        counts.merge(counted, more, (a, b) -> a + b == 0 ? null : a + b);
    }
}
