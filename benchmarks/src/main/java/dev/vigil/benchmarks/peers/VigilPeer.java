package dev.vigil.benchmarks.peers;

import dev.vigil.api.DataFormat;
import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.benchmarks.engine.BenchEngine;
import dev.vigil.benchmarks.engine.BenchSettings;
import dev.vigil.engine.InstancePage;
import dev.vigil.engine.InstanceView;
import dev.vigil.engine.cluster.EmbeddedEngine;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Vigil's engine, a whole node of it without HTTP, on a PostgreSQL of its own. */
final class VigilPeer implements Peer {
    private static final String SENSOR = "readings";
    private static final int PAGE = 1_000;

    private final StoreServer server;
    private final EmbeddedEngine embedded;
    private final PeerTask task;

    private VigilPeer(StoreServer server, EmbeddedEngine embedded, PeerTask task) {
        this.server = server;
        this.embedded = embedded;
        this.task = task;
    }

    static Peer start(PeerTask task, Alarms alarms) throws InterruptedException {
        var server = StoreServer.start();
        var settings = new BenchSettings(
                task.partitions(), task.keys(), task.partitions(), 0, Duration.ZERO, 0, Duration.ZERO);
        var embedded = BenchEngine.start(server.postgres(), settings, alarms, new SimpleMeterRegistry(), Tracing.OFF);
        return new VigilPeer(server, embedded, task);
    }

    @Override
    public CompletionStage<Outcome> publish(List<Event> events) {
        return embedded.engine().publisher().publish(events);
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("slots", Integer.toString(task.partitions()));
        settings.put("connections", Integer.toString(task.partitions()));
        settings.put("the rest", "Vigil's defaults");
        settings.putAll(server.settings());
        return settings;
    }

    @Override
    public long serverPid() {
        return server.pid();
    }

    @Override
    public void flush() {
        server.checkpoint();
    }

    @Override
    public long counted() {
        long counted = 0;
        var after = Optional.<String>empty();
        do {
            var page = Waiting.get(embedded.engine().instances(SENSOR, after, PAGE))
                    .orElseThrow();
            counted += counted(page);
            after = page.nextAfterKey();
        } while (after.isPresent());
        return counted;
    }

    private long counted(InstancePage page) {
        var views = page.keys().stream()
                .map(key -> embedded.engine().instance(SENSOR, key))
                .toList();
        return views.stream()
                .mapToLong(view -> count(Waiting.get(view).orElseThrow()))
                .sum();
    }

    private static long count(InstanceView view) {
        var state = ByteBuffer.wrap(view.stateJson().getBytes(StandardCharsets.UTF_8));
        return DataFormat.json().text(state, "/count").map(Long::parseLong).orElseThrow();
    }

    @Override
    public void close() {
        embedded.close();
        server.close();
    }
}
