package dev.vigil.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which events a sensor wants, by which key, and from where in the log.
 *
 * <p>A pattern is a text in which {@code *} stands for any run of characters, none included. An event is wanted if its
 * type matches one of the type patterns and its source one of the source patterns.
 *
 * @param types at least one type pattern
 * @param sources at least one source pattern
 * @param key finds the key of an event; an event without one is not for this sensor. Called from any thread. To have
 *     other keys, give the sensor another name: its instances and how far it has come are by key
 * @param start where a sensor that is new begins to read, unless the configuration says so
 */
public record Subscription(
        List<String> types, List<String> sources, Function<Event, Optional<String>> key, StartPosition start) {
    /** Copies the lists and checks that there is something to match. */
    public Subscription {
        types = List.copyOf(types);
        sources = List.copyOf(sources);
        if (types.isEmpty() || sources.isEmpty()) {
            throw new IllegalArgumentException("a subscription needs at least one type and one source pattern");
        }
    }

    /** Events of these types from any source, keyed by subject, from now on. */
    public static Subscription to(String... types) {
        return new Subscription(List.of(types), List.of("*"), Event::subject, StartPosition.latest());
    }

    /** The same, from these sources only. */
    public Subscription from(String... patterns) {
        return new Subscription(types, List.of(patterns), key, start);
    }

    /** The same, by that key. */
    public Subscription keyedBy(Function<Event, Optional<String>> extractor) {
        return new Subscription(types, sources, extractor, start);
    }

    /** The same, beginning there when the sensor is new. */
    public Subscription startingAt(StartPosition position) {
        return new Subscription(types, sources, key, position);
    }
}
