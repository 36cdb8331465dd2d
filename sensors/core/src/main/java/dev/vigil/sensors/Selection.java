package dev.vigil.sensors;

import dev.vigil.api.Event;
import dev.vigil.api.Settings;
import dev.vigil.api.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which events a sensor takes, and by which key, as a configuration says it:
 *
 * <pre>{@code
 * types = ["order.*"]                  # at least one; * stands for any run of characters
 * sources = ["*"]
 * key = "pointer:/order/id"            # subject where it is not there; source, type, extension:name, text:words
 * where { "/order/state" = [new, paid] }  # what stands there must be one of these; all of them must hold
 * }</pre>
 *
 * <p>An event without a key is not selected.
 *
 * @param types patterns, at least one
 * @param sources patterns, at least one
 * @param key finds the key
 * @param where what scalars in the data must be, by JSON pointer
 */
public record Selection(List<String> types, List<String> sources, KeyRule key, Map<String, List<String>> where) {
    private static final List<String> ANY = List.of("*");

    /** Copies what is given. */
    public Selection {
        types = List.copyOf(types);
        sources = List.copyOf(sources);
        where = Map.copyOf(where);
    }

    /** Reads the four keys; what is wrong with them is reported through the settings. */
    public static Selection read(Settings settings) {
        if (!settings.has("types")) {
            settings.problem("types", "at least one type of event, such as \"order.created\" or \"order.*\"");
        }
        return new Selection(
                patterns(settings, "types"), patterns(settings, "sources"), key(settings), where(settings));
    }

    private static List<String> patterns(Settings settings, String name) {
        var patterns = settings.texts(name, ANY);
        if (patterns.isEmpty() || patterns.stream().anyMatch(String::isBlank)) {
            settings.problem(name, "at least one pattern, none of them blank");
            return ANY;
        }
        return patterns;
    }

    private static KeyRule key(Settings settings) {
        var rule = KeyRule.of(settings.text("key", "subject"));
        if (rule.isEmpty() && !settings.isSection("key")) {
            settings.problem("key", KeyRule.EXPECTED);
        }
        return rule.orElseGet(KeyRule.Subject::new);
    }

    private static Map<String, List<String>> where(Settings settings) {
        var section = settings.section("where");
        var where = new TreeMap<String, List<String>>();
        for (var pointer : section.keys()) {
            var texts = section.texts(pointer, ANY);
            where.put(pointer, texts);
            if (!KeyRule.isPointer(pointer)) {
                section.problem(pointer, "a JSON pointer such as \"/action\" as the key");
            } else if (texts.isEmpty()) {
                section.problem(pointer, "at least one text");
            }
        }
        return where;
    }

    /** What to subscribe to for these events. */
    public Subscription subscription() {
        return Subscription.to(types.toArray(String[]::new))
                .from(sources.toArray(String[]::new))
                .keyedBy(this::keyOf);
    }

    /** Whether an event is one of these. */
    public boolean selects(Event event) {
        return keyOf(event).isPresent();
    }

    /** The key of an event that is one of these; empty for any other. */
    public Optional<String> keyOf(Event event) {
        return Glob.any(types, event.type()) && Glob.any(sources, event.source()) && holds(event)
                ? key.keyOf(event)
                : Optional.empty();
    }

    private boolean holds(Event event) {
        return where.entrySet().stream()
                .allMatch(entry -> event.text(entry.getKey())
                        .filter(entry.getValue()::contains)
                        .isPresent());
    }
}
