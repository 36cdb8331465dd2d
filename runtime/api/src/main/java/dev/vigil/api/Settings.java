package dev.vigil.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One section of the configuration, read key by key into a validated record.
 *
 * <p>A reader takes every key it knows, then the node asks for the {@link #problems()}: values that were missing or
 * wrong, and keys that nobody read. A value that was wrong reads as a harmless one of its type, so that one pass finds
 * all problems. Not thread-safe.
 */
public final class Settings {
    /**
     * Something wrong with the configuration.
     *
     * @param path the whole key, such as {@code vigil.http.port}
     * @param value what stands there, or {@code nothing}
     * @param expected what should stand there
     */
    public record Problem(String path, String value, String expected) {
        @Override
        public String toString() {
            return path + ": " + value + "; expected " + expected;
        }
    }

    private final String path;
    private final Map<String, Object> values;
    private final TreeSet<String> read = new TreeSet<>();
    private final List<Settings> sections = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * A section at that path.
     *
     * @param values texts, numbers, booleans, lists and maps by key
     */
    public Settings(String path, Map<String, ?> values) {
        this.path = path;
        this.values = new TreeMap<>(values);
    }

    /** The same section as if nobody had read it, for whoever makes the same thing of it once more. */
    public Settings unread() {
        return new Settings(path, values);
    }

    /** The path of a key of this section. */
    public String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** The keys that stand in this section. */
    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /** Whether something stands at that key. */
    public boolean has(String key) {
        return values.get(key) != null;
    }

    /** A text that must be there. */
    public String text(String key) {
        return required(key, "a text", Settings::asText, "");
    }

    /** A text, or that one where nothing stands. */
    public String text(String key, String otherwise) {
        return optional(key, "a text", Settings::asText, otherwise);
    }

    /** A whole number within bounds, or that one where nothing stands. */
    public long number(String key, long otherwise, long least, long most) {
        var expected = "a whole number from " + least + " to " + most;
        return optional(key, expected, v -> within(asLong(v), least, most), otherwise);
    }

    /** A number of bytes such as {@code 64 KiB}, {@code 1MB} or {@code 4096}, or that one where nothing stands. */
    public long bytes(String key, long otherwise) {
        return optional(key, "a size such as \"64 KiB\"", Units::bytes, otherwise);
    }

    /** A time span such as {@code 10s}, {@code 5 minutes} or {@code 250ms}, or that one where nothing stands. */
    public Duration duration(String key, Duration otherwise) {
        return optional(key, "a time span such as \"10s\"", Units::duration, otherwise);
    }

    /** A truth value, or that one where nothing stands. */
    public boolean flag(String key, boolean otherwise) {
        return optional(key, "true or false", Settings::asBoolean, otherwise);
    }

    /** A list of texts, or that one where nothing stands; one text is a list of one. */
    public List<String> texts(String key, List<String> otherwise) {
        return optional(key, "a list of texts", Settings::asTexts, otherwise);
    }

    /** Texts by key, in a section of their own; none where it is not there. */
    public Map<String, String> textsByKey(String key) {
        var section = section(key);
        var texts = new TreeMap<String, String>();
        section.keys().forEach(k -> texts.put(k, section.text(k)));
        return texts;
    }

    /** An absolute URI with one of these schemes, which must be there. */
    public URI uri(String key, String... schemes) {
        var expected = "a URI such as \"" + schemes[0] + "://host/path\"";
        return required(key, expected, v -> asUri(v, schemes), URI.create(schemes[0] + "://localhost"));
    }

    /** One of these texts, or that one where nothing stands. */
    public String oneOf(String key, String otherwise, String... allowed) {
        var expected = "one of " + String.join(", ", allowed);
        return optional(key, expected, v -> allowed(asText(v), allowed), otherwise);
    }

    /** Whether a section stands at that key, for keys that take either a section or a word. */
    public boolean isSection(String key) {
        return values.get(key) instanceof Map;
    }

    /** The section under a key; an empty one where nothing stands. */
    public Settings section(String key) {
        read.add(key);
        Map<String, Object> inner = Map.of();
        if (values.get(key) instanceof Map<?, ?> map) {
            var copy = new TreeMap<String, Object>();
            map.forEach((k, v) -> copy.put(String.valueOf(k), v));
            inner = copy;
        } else if (has(key)) {
            problem(key, "a section {...}");
        }
        var section = new Settings(path(key), inner);
        sections.add(section);
        return section;
    }

    /** Reports a value that is well-formed but wrong. */
    public void problem(String key, String expected) {
        read.add(key);
        problems.add(new Problem(path(key), shown(values.get(key)), expected));
    }

    /** Everything wrong with this section and those read from it, keys that nobody read included. */
    public List<Problem> problems() {
        var all = new ArrayList<>(problems);
        var expected = read.isEmpty() ? "nothing here" : "one of " + String.join(", ", read);
        for (var key : values.keySet()) {
            if (!read.contains(key)) {
                all.add(new Problem(path(key), "unknown key", expected));
            }
        }
        sections.forEach(section -> all.addAll(section.problems()));
        return all;
    }

    private <T> T required(String key, String expected, Function<Object, @Nullable T> reader, T harmless) {
        if (!has(key)) {
            problem(key, expected);
            return harmless;
        }
        return optional(key, expected, reader, harmless);
    }

    private <T> T optional(String key, String expected, Function<Object, @Nullable T> reader, T otherwise) {
        read.add(key);
        var value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        var result = reader.apply(value);
        if (result == null) {
            problem(key, expected);
            return otherwise;
        }
        return result;
    }

    private static @Nullable String asText(Object value) {
        return value instanceof Map || value instanceof List ? null : value.toString();
    }

    private static @Nullable String allowed(@Nullable String text, String... allowed) {
        return text != null && List.of(allowed).contains(text) ? text : null;
    }

    private static @Nullable Long asLong(Object value) {
        try {
            return value instanceof Double
                    ? null
                    : Long.valueOf(value.toString().strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Long within(@Nullable Long value, long least, long most) {
        return value == null || value < least || value > most ? null : value;
    }

    private static @Nullable Boolean asBoolean(Object value) {
        return switch (value.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        };
    }

    private static @Nullable List<String> asTexts(Object value) {
        if (!(value instanceof List<?> list)) {
            var one = asText(value);
            return one == null ? null : List.of(one);
        }
        var texts = list.stream()
                .map(Optional::ofNullable)
                .map(v -> v.map(Settings::asText))
                .toList();
        return texts.stream().allMatch(Optional::isPresent)
                ? texts.stream().map(Optional::orElseThrow).toList()
                : null;
    }

    private static @Nullable URI asUri(Object value, String... schemes) {
        try {
            var uri = new URI(value.toString());
            return uri.getHost() != null && List.of(schemes).contains(uri.getScheme()) ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "nothing";
            case String s -> '"' + s + '"';
            default -> value.toString();
        };
    }
}
