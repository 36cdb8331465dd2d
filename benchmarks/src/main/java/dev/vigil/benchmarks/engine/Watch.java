package dev.vigil.benchmarks.engine;

import com.sun.net.httpserver.HttpServer;
import dev.vigil.engine.Engine;
import dev.vigil.engine.tracing.Tracing;
import dev.vigil.node.TraceExport;
import dev.vigil.node.config.TracingSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How an engine is watched: not at all, or as Prometheus, a collector of traces and the page do, all in this process. */
interface Watch extends AutoCloseable {
    /** Of the events, how many are traced, and how many at most in a second: as is the default. */
    double SAMPLE = 0.01;

    int MOST_PER_SECOND = 500;

    /** Where the engine counts. */
    MeterRegistry meters();

    /** Where it records spans. */
    Tracing tracing();

    /** Begins to look at an engine. */
    void look(Engine engine);

    /** What was seen, for a person to read. */
    String seen();

    @Override
    void close();

    /** Nobody looks: meters that count nothing, no spans. */
    static Watch nobody() {
        return new Nobody(new CompositeMeterRegistry());
    }

    /** Everybody looks, once a second. */
    static Watch everybody() throws IOException {
        return new Everybody();
    }

    /** Nobody. */
    record Nobody(MeterRegistry meters) implements Watch {
        @Override
        public Tracing tracing() {
            return Tracing.OFF;
        }

        @Override
        public void look(Engine engine) {}

        @Override
        public String seen() {
            return "not watched";
        }

        @Override
        public void close() {}
    }

    /** Everybody. */
    final class Everybody implements Watch {
        private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        private final LongAdder batches = new LongAdder();
        private final LongAdder scrapes = new LongAdder();
        private final HttpServer collector;
        private final Tracing tracing;

        Everybody() throws IOException {
            collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            collector.createContext("/", exchange -> {
                exchange.getRequestBody().readAllBytes();
                batches.increment();
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            collector.start();
            var endpoint =
                    URI.create("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces");
            tracing = TraceExport.start(new TracingSettings(true, endpoint, SAMPLE, MOST_PER_SECOND, "bench"));
        }

        @Override
        public MeterRegistry meters() {
            return meters;
        }

        @Override
        public Tracing tracing() {
            return tracing;
        }

        @Override
        public void look(Engine engine) {
            var _ = clock.scheduleAtFixedRate(
                    () -> {
                        meters.scrape();
                        scrapes.increment();
                        var _ = engine.sensors();
                        var _ = engine.cluster();
                        var _ = engine.availability();
                    },
                    1,
                    1,
                    TimeUnit.SECONDS);
        }

        @Override
        public String seen() {
            return "%d scrapes, %d batches of spans".formatted(scrapes.sum(), batches.sum());
        }

        @Override
        public void close() {
            clock.shutdownNow();
            tracing.close();
            collector.stop(0);
        }
    }
}
