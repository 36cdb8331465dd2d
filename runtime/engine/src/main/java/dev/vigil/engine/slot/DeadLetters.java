package dev.vigil.engine.slot;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The dead letters of a slot, oldest first, and how many there are of each kind. Not thread-safe. */
final class DeadLetters {
    private final Map<String, DeadLetter> letters = new LinkedHashMap<>();
    private final Map<Kind, Integer> counts = new HashMap<>();

    /** What is counted together: the letters of a sensor for one reason. */
    record Kind(int sensor, DeadLetter.Reason reason) {}

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
            count(before, -1);
        }
        count(letter, 1);
    }

    void remove(String id) {
        var before = letters.remove(id);
        if (before != null) {
            count(before, -1);
        }
    }

    private void count(DeadLetter letter, int more) {
        counts.merge(new Kind(letter.sensor(), letter.reason()), more, (a, b) -> a + b == 0 ? null : a + b);
    }
}
