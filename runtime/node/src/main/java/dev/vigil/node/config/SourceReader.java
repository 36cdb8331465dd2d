package dev.vigil.node.config;

import dev.vigil.api.Placement;
import dev.vigil.api.Settings;
import dev.vigil.api.Source;
import dev.vigil.api.SourceKind;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Makes sources of their kinds, and tells those that run on one node from those that run on every node. */
final class SourceReader {
    private final Map<String, Supplier<Source>> owned = new TreeMap<>();

    /** Makes a source that runs on every node; one that does not is kept. */
    Optional<Supplier<Source>> read(Optional<SourceKind> kind, String name, Settings own) {
        return kind.flatMap(found -> {
            var made = found.create(name, own);
            return switch (made.placement()) {
                case Placement.EVERY_NODE -> Optional.of(new FirstMade(made, () -> makeAgain(found, name, own)));
                case Placement.ONE_NODE -> {
                    if (!made.routes().isEmpty()) {
                        own.problem(
                                "kind",
                                "a source without HTTP routes, since it runs on one node and requests reach all");
                    }
                    owned.put(name, () -> makeAgain(found, name, own));
                    yield Optional.empty();
                }
            };
        });
    }

    /** Gives the source that was made when the configuration was read first, and others after it. */
    private static final class FirstMade implements Supplier<Source> {
        private final AtomicReference<Optional<Source>> first;
        private final Supplier<Source> others;

        FirstMade(Source first, Supplier<Source> others) {
            this.first = new AtomicReference<>(Optional.of(first));
            this.others = others;
        }

        @Override
        public Source get() {
            return first.getAndSet(Optional.empty()).orElseGet(others);
        }
    }

    /** Those that run on one node, by name; each is made anew whenever its owner starts it. */
    Map<String, Supplier<Source>> owned() {
        return owned;
    }

    /** What was right at the start may be wrong now: a file that is named in the settings may have gone. */
    private static Source makeAgain(SourceKind kind, String name, Settings own) {
        var settings = own.unread();
        settings.text("kind", name);
        var source = kind.create(name, settings);
        if (!settings.problems().isEmpty()) {
            throw new IllegalStateException(settings.problems().getFirst().toString());
        }
        return source;
    }
}
