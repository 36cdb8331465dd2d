package dev.vigil.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Placement;
import dev.vigil.api.Publisher;
import dev.vigil.api.Source;
import dev.vigil.api.SourceContext;
import dev.vigil.api.SourcePosition;
import dev.vigil.engine.OwnedSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Sources that publish the numbers from 1 on, one after the other, and every run of them on whatever node. Thread-safe. */
final class Counters {
    private final List<Run> runs = new ArrayList<>();

    /** Sources of these names as a node runs them. */
    Map<String, OwnedSource> on(String node, Collection<String> names) {
        var sources = new TreeMap<String, OwnedSource>();
        names.forEach(name -> sources.put(name, (publisher, position, _) -> begin(name, node, publisher, position)));
        return sources;
    }

    /** Publishes outside of the lock, which what follows an acknowledgement takes. */
    private Run begin(String name, String node, Publisher publisher, SourcePosition position) {
        var run = new Run(name, node, publisher, position);
        synchronized (this) {
            runs.add(run);
        }
        run.publish(run.from + 1);
        return run;
    }

    /** The names of those that run on that node now. */
    synchronized List<String> on(String node) {
        return runs.stream()
                .filter(run -> run.isOpen && run.node.equals(node))
                .map(run -> run.name)
                .sorted()
                .toList();
    }

    /** Up to where those of that name have saved that they have come. */
    synchronized long saved(String name) {
        return of(name).stream().mapToLong(run -> run.saved).max().orElse(0);
    }

    /** Each run has begun where the one before had saved last, and none has saved less than before. */
    synchronized void assertNeverBack(String name) {
        long saved = 0;
        for (var run : of(name)) {
            assertThat(run.from).as("run of %s on %s", name, run.node).isGreaterThanOrEqualTo(saved);
            assertThat(run.saved).isGreaterThanOrEqualTo(run.from);
            saved = run.saved;
        }
    }

    /** In the order in which they began. */
    private List<Run> of(String name) {
        return runs.stream().filter(run -> run.name.equals(name)).toList();
    }

    private static void later(Runnable task) {
        Executor timer = CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS);
        timer.execute(task);
    }

    private final class Run implements Source {
        private final String name;
        private final String node;
        private final Publisher publisher;
        private final SourcePosition position;
        private final long from;
        private long saved;
        private boolean isOpen = true;

        private Run(String name, String node, Publisher publisher, SourcePosition position) {
            this.name = name;
            this.node = node;
            this.publisher = publisher;
            this.position = position;
            this.from = position.last().map(Long::parseLong).orElse(0L);
            this.saved = from;
        }

        @Override
        public Placement placement() {
            return Placement.ONE_NODE;
        }

        @Override
        public void start(SourceContext context) {
            throw new IllegalStateException("started by the engine's port, which knows no context");
        }

        private boolean isOpen() {
            synchronized (Counters.this) {
                return isOpen;
            }
        }

        private void publish(long number) {
            if (!isOpen()) {
                return;
            }
            var event = Event.of("counter-" + name, Long.toString(number), "number")
                    .subject(name)
                    .build();
            var _ = publisher.publish(List.of(event)).thenAccept(outcome -> {
                if (outcome instanceof Outcome.Accepted) {
                    save(number);
                } else {
                    later(() -> publish(number));
                }
            });
        }

        private void save(long number) {
            var _ = position.save(Long.toString(number)).thenAccept(result -> {
                switch (result) {
                    case SAVED -> {
                        synchronized (Counters.this) {
                            saved = number;
                        }
                        later(() -> publish(number + 1));
                    }
                    case UNKNOWN -> later(() -> publish(number + 1));
                    case REPLACED -> {}
                }
            });
        }

        @Override
        public void close() {
            synchronized (Counters.this) {
                isOpen = false;
            }
        }
    }
}
