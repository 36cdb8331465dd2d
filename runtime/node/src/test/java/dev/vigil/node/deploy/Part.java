package dev.vigil.node.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A part of a manifest, or the place where one is missing.
 *
 * @param where it is, for messages
 * @param value what it is: a map, a list, a text, a number, a truth value, or nothing
 */
record Part(String where, @Nullable Object value) {
    /** The part at that path of keys. */
    Part at(String... keys) {
        var part = this;
        for (var key : keys) {
            part = new Part(part.where + "." + key, part.value instanceof Map<?, ?> map ? map.get(key) : null);
        }
        return part;
    }

    boolean isThere() {
        return value != null;
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    /** What a manifest may write as text or as number, such as a port. */
    String text() {
        if (value == null || value instanceof Map || value instanceof List) {
            throw new AssertionError(where + " is " + value + " and not a text");
        }
        return String.valueOf(value);
    }

    String textOr(String otherwise) {
        return isThere() ? text() : otherwise;
    }

    int number() {
        if (value instanceof Integer number) {
            return number;
        }
        throw new AssertionError(where + " is " + value + " and not a number");
    }

    /** The elements of a list; none where there is no list. */
    List<Part> items() {
        var items = new ArrayList<Part>();
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                items.add(new Part(where + "[" + i + "]", list.get(i)));
            }
        }
        return items;
    }

    List<String> texts() {
        return items().stream().map(Part::text).toList();
    }

    /** A map of texts, such as labels; empty where there is none. */
    Map<String, String> labels() {
        var labels = new TreeMap<String, String>();
        for (var key : keys()) {
            labels.put(key, at(key).text());
        }
        return labels;
    }

    Set<String> keys() {
        return value instanceof Map<?, ?> map
                ? Set.copyOf(map.keySet().stream().map(String::valueOf).toList())
                : Set.of();
    }
}
