package dev.vigil.engine.cluster;

import dev.vigil.engine.ownership.SourceFailures;
import dev.vigil.engine.ownership.SourceRun;
import dev.vigil.engine.ownership.SourceTroubles;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which sources run on this node, and what became of those that did; as metrics too. Thread-safe. */
final class SourceBoard {
    private final MeterRegistry registry;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final Set<SourceRun> open = ConcurrentHashMap.newKeySet();

    SourceBoard(MeterRegistry registry, Collection<String> sources) {
        this.registry = registry;
        sources.forEach(source -> {
            Gauge.builder("vigil.source.running", running, names -> names.contains(source) ? 1 : 0)
                    .description("Whether a source that runs on one node runs on this one; the sum over nodes is 1")
                    .tag("source", source)
                    .register(registry);
            SourceTroubles.show(registry, source, () -> isTroubled(source));
            takeovers(source);
            failures(source);
            replacements(source);
        });
    }

    private boolean isTroubled(String source) {
        return open.stream()
                .anyMatch(run -> run.name().equals(source) && run.trouble().isPresent());
    }

    void show(String source, boolean isRunning) {
        if (isRunning) {
            running.add(source);
        } else {
            running.remove(source);
        }
    }

    /** A run begins; it is known here until it has ended. */
    void opened(String source, SourceRun run) {
        takeovers(source).increment();
        open.add(run);
        var _ = run.ended().thenRun(() -> open.remove(run));
    }

    void failed(String source) {
        failures(source).increment();
    }

    void replaced(String source) {
        replacements(source).increment();
    }

    /** The runs that have not ended. */
    List<SourceRun> open() {
        return List.copyOf(open);
    }

    private Counter takeovers(String source) {
        return counter("vigil.source.takeovers", "How often this node became the owner of a source", source);
    }

    private Counter failures(String source) {
        return SourceFailures.of(registry, source);
    }

    private Counter replacements(String source) {
        return counter(
                "vigil.source.replacements",
                "How often a source was closed because another owner had taken it over already",
                source);
    }

    private Counter counter(String name, String description, String source) {
        return Counter.builder(name)
                .description(description)
                .tag("source", source)
                .register(registry);
    }
}
