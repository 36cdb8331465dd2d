package dev.vigil.benchmarks.http;

import com.typesafe.config.Config;
import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import dev.vigil.benchmarks.engine.BenchEngine;
import dev.vigil.benchmarks.engine.BenchSettings;
import dev.vigil.engine.cluster.EmbeddedEngine;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.node.config.CallerSettings;
import dev.vigil.node.config.HttpSettings;
import dev.vigil.node.http.HttpApi;
import dev.vigil.node.http.ListeningPort;
import dev.vigil.node.http.Refusals;
import dev.vigil.testkit.postgres.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Vigil as a node has it: the events API over an engine with metrics, on a PostgreSQL. */
final class EventsServer implements AutoCloseable {
    private final EmbeddedEngine embedded;
    private final ListeningPort bound;

    private EventsServer(EmbeddedEngine embedded, ListeningPort bound) {
        this.embedded = embedded;
        this.bound = bound;
    }

    /** A node with these settings of Pekko, and so many connections at most. */
    static EventsServer start(TestPostgres postgres, Config pekko, int connections)
            throws InterruptedException, ExecutionException, TimeoutException {
        var settings = new BenchSettings(8, 10_000, 8, 0, Duration.ZERO, 0, Duration.ZERO);
        MeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var embedded = BenchEngine.start(pekko, postgres, settings, new Quiet(), meters, Tracing.OFF);
        var http = new HttpSettings(
                "127.0.0.1",
                0,
                1 << 20,
                Duration.ofSeconds(10),
                connections,
                Duration.ofMillis(500),
                CallerSettings.DEFAULT);
        var api = new HttpApi(
                embedded.system(), http, embedded.engine(), Map.of(), _ -> List.of(), new Refusals(meters), meters);
        return new EventsServer(embedded, api.bind().toCompletableFuture().get(10, TimeUnit.SECONDS));
    }

    int port() {
        return bound.address().getPort();
    }

    @Override
    public void close() {
        embedded.close();
    }

    /** Alarms go nowhere. */
    private static final class Quiet implements Trigger {
        private static final CompletionStage<Attempt> DONE = CompletableFuture.completedFuture(new Delivered());

        @Override
        public CompletionStage<Attempt> fire(Firing firing) {
            return DONE;
        }
    }
}
