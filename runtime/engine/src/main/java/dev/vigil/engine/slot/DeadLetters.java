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
    /** Those of events, by what they are about. */
    private final Map<Subject, Set<String>> subjects = new HashMap<>();

    /** What is counted together: the letters of a sensor for one reason. */
    record Kind(int sensor, DeadLetter.Reason reason) {}

    /** An event that a sensor could not handle. */
    private record Subject(int sensor, Origin origin) {
        static Optional<Subject> of(DeadLetter letter) {
            boolean isOfEvent = letter.firing().isEmpty() && letter.origin().kind() == Origin.Kind.EVENT;
            return isOfEvent ? Optional.of(new Subject(letter.sensor(), letter.origin())) : Optional.empty();
        }
    }

    /** The ids of a sensor's letters about an event. */
    Set<String> about(int sensor, Origin event) {
        return subjects.isEmpty() ? Set.of() : subjects.getOrDefault(new Subject(sensor, event), Set.of());
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
    }
}
