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
    private final Map<Integer, Held> bySensor = new HashMap<>();
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

    /**
     * What the letters of a sensor take in memory, those left out that come whether it is held or not: of events whose key is not
     * found.
     *
     * @param letters how many there are
     * @param bytes about how large they are
     */
    record Held(int letters, long bytes) {
        private static final Held NONE = new Held(0, 0);

        private Held and(DeadLetter letter, int more) {
            return new Held(letters + more, bytes + (long) more * size(letter));
        }

        private static int size(DeadLetter letter) {
            return letter.event().map(event -> event.length).orElse(0)
                    + letter.firing().map(firing -> firing.payload().length).orElse(0);
        }
    }

    /** The letters of a sensor that holding it bounds. */
    Held of(int sensor) {
        return bySensor.isEmpty() ? Held.NONE : bySensor.getOrDefault(sensor, Held.NONE);
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
        counts.merge(new Kind(letter.sensor(), letter.reason()), more, (a, b) -> a + b == 0 ? null : a + b);
        if (letter.reason() != DeadLetter.Reason.KEY_FAILED) {
            bySensor.compute(letter.sensor(), (_, held) -> {
                var now = (held == null ? Held.NONE : held).and(letter, more);
                return now.letters() == 0 ? null : now;
            });
        }
    }
}
