package dev.vigil.node.management;

import dev.vigil.engine.Health;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;

/**
 * What there is to ask about a node: Pekko Management makes its routes by itself, so that they find the node through
 * this extension of the actor system. Thread-safe.
 */
public final class Probes implements Extension {
    private static final long PATIENCE_MILLIS = 2_000;
    private static final Id ID = new Id();

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private volatile Life life = new Starting();
    private final List<Supplier<Optional<String>>> doubts = new CopyOnWriteArrayList<>();

    private Probes() {
        new ClassLoaderMetrics().bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        collections.bindTo(meters);
    }

    /** How far a node has come. */
    private sealed interface Life {}

    /** The engine is not there yet. */
    private record Starting() implements Life {}

    /** It serves, as far as its engine is well. */
    private record Serving(Supplier<CompletionStage<Health>> health) implements Life {}

    /** It must not get traffic any more. */
    private record Stopping() implements Life {}

    /** The probes of that system. */
    public static Probes of(ClassicActorSystemProvider system) {
        return ID.get(system);
    }

    /** What all parts of the node measure into. */
    public MeterRegistry meters() {
        return meters;
    }

    /** The node serves from now on, as far as that says that its engine is well. */
    public void serving(Supplier<CompletionStage<Health>> health) {
        life = new Serving(health);
    }

    /** From now on the node is not ready as long as that names a reason, whatever else is well. */
    public void doubt(Supplier<Optional<String>> reason) {
        doubts.add(reason);
    }

    /** The node is not ready from now on. */
    public void stopping() {
        life = new Stopping();
    }

    /** Releases what listens to the JVM. */
    public void close() {
        collections.close();
    }

    /** All meters in Prometheus' text format. */
    String scrape() {
        return meters.scrape();
    }

    /** Whether the node may get traffic, and what is missing; completes normally and within two seconds. */
    CompletionStage<Readiness> readiness() {
        return engine().thenApply(this::doubted);
    }

    private Readiness doubted(Readiness engine) {
        var readiness = engine;
        for (var doubt : doubts) {
            readiness = doubt.get().map(readiness::and).orElse(readiness);
        }
        return readiness;
    }

    private CompletionStage<Readiness> engine() {
        return switch (life) {
            case Starting _ -> CompletableFuture.completedFuture(Readiness.no("starting"));
            case Stopping _ -> CompletableFuture.completedFuture(Readiness.no("stopping"));
            case Serving(var health) ->
                health.get()
                        .thenApply(Readiness::of)
                        .toCompletableFuture()
                        .completeOnTimeout(
                                Readiness.no("the engine does not answer"), PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                        .exceptionally(failure -> Readiness.no("the engine fails: " + failure));
        };
    }

    /** Makes the one instance of each system. */
    private static final class Id extends AbstractExtensionId<Probes> {
        @Override
        public Probes createExtension(ExtendedActorSystem system) {
            return new Probes();
        }

        @Override
        public Probes get(ActorSystem system) {
            return apply(system);
        }
    }
}
