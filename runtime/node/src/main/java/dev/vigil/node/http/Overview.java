package dev.vigil.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.engine.AvailabilityView;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.Engine;
import dev.vigil.engine.SensorView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All that the page shows, as one JSON object. However many look at it, the cluster is asked once a second at most.
 * Thread-safe.
 */
final class Overview {
    private static final long FRESH_NANOS = Duration.ofMillis(900).toNanos();

    private final Engine engine;
    private final WholeCluster whole;
    private final Activity activity;
    private final LongSupplier nanoTime;
    private @Nullable CompletionStage<byte[]> last;
    private long lastNanos;

    Overview(Engine engine, WholeCluster whole, Activity activity, LongSupplier nanoTime) {
        this.engine = engine;
        this.whole = whole;
        this.activity = activity;
        this.nanoTime = nanoTime;
    }

    /** The newest there is; not older than a second. Completes normally, whatever does not answer. */
    synchronized CompletionStage<byte[]> now() {
        var known = last;
        if (known == null || nanoTime.getAsLong() - lastNanos >= FRESH_NANOS) {
            lastNanos = nanoTime.getAsLong();
            known = ask();
            last = known;
        }
        return known;
    }

    private CompletionStage<byte[]> ask() {
        // A slot that is away keeps the sensors from being counted, and must not keep the rest from being shown.
        var sensors = engine.sensors().exceptionally(_ -> List.of()).toCompletableFuture();
        var cluster = whole.view().toCompletableFuture();
        var availability = engine.availability().toCompletableFuture();
        return CompletableFuture.allOf(sensors, cluster, availability)
                .thenApply(
                        _ -> JsonBody.bytes(json -> write(json, cluster.join(), sensors.join(), availability.join())));
    }

    private void write(JsonGenerator json, ClusterView cluster, List<SensorView> sensors, AvailabilityView availability)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("at", availability.now().toString());
        json.writeObjectFieldStart("cluster");
        ClusterEndpoint.fields(json, cluster);
        json.writeEndObject();
        SensorsEndpoint.list(json, sensors);
        json.writeObjectFieldStart("availability");
        AvailabilityEndpoint.fields(json, availability);
        json.writeEndObject();
        counts(json, "sources", activity.sources());
        counts(json, "handling", activity.sensors());
        counts(json, "triggers", activity.triggers());
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, String name, Map<String, Map<String, Long>> counts)
            throws IOException {
        json.writeObjectFieldStart(name);
        for (var one : counts.entrySet()) {
            json.writePOJOField(one.getKey(), one.getValue());
        }
        json.writeEndObject();
    }
}
