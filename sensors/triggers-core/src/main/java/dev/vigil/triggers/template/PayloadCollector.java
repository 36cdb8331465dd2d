package dev.vigil.triggers.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up in parsed JSON, and nowhere else: the library's own collector would also call Java methods of that
 * name, so that {@code {{device.length}}} were found where it is missing.
 */
final class PayloadCollector implements Mustache.Collector {
    private static final Mustache.VariableFetcher FETCHER = (context, name) -> fetch(context, name);

    @Override
    public @Nullable Iterator<?> toIterator(Object value) {
        return switch (value) {
            case Payload payload -> payload.value() instanceof List<?> list ? toIterator(list) : null;
            // The library cannot enter a context that is null.
            case List<?> list -> list.stream().filter(Objects::nonNull).iterator();
            default -> null;
        };
    }

    @Override
    public Mustache.VariableFetcher createFetcher(Object context, String name) {
        return FETCHER;
    }

    @Override
    public <K, V> Map<K, V> createFetcherCache() {
        return new ConcurrentHashMap<>();
    }

    private static @Nullable Object fetch(@Nullable Object context, String name) {
        return switch (context) {
            case Payload payload -> fetch(payload.value(), name);
            case Map<?, ?> map when map.containsKey(name) -> map.get(name);
            case List<?> list when isIndexOf(list, name) -> list.get(Integer.parseInt(name));
            case null, default -> Template.NO_FETCHER_FOUND;
        };
    }

    private static boolean isIndexOf(List<?> list, String name) {
        return name.matches("[0-9]{1,9}") && Integer.parseInt(name) < list.size();
    }
}
