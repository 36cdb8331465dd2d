package dev.vigil.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.engine.Engine;
import dev.vigil.engine.InstancePage;
import dev.vigil.engine.InstanceView;
import dev.vigil.engine.SensorView;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * {@code GET /sensors}, {@code /sensors/{sensor}} and {@code /sensors/{sensor}/{key}}: what sensors have committed. All
 * that follows the sensor's name and a slash is the key, slashes included. {@code DELETE /sensors/{sensor}} drops what is kept of
 * one that is not configured any more.
 */
final class SensorsEndpoint implements Endpoint {
    static final String PATH = "/sensors";

    private final Engine engine;
    private final ClassicActorSystemProvider system;

    SensorsEndpoint(Engine engine, ClassicActorSystemProvider system) {
        this.engine = engine;
        this.system = system;
    }

    @Override
    public Set<Route> routes() {
        return Set.of(
                Route.get(PATH),
                Route.get(PATH + "/{sensor}"),
                Route.get(PATH + "/{sensor}/{+key}"),
                new Route("DELETE", PATH + "/{sensor}"));
    }

    @Override
    public String name() {
        return "sensors";
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        request.discardEntityBytes(system);
        if (request.method().value().equals("DELETE")) {
            return drop(target);
        }
        if (target.path().length() <= PATH.length() + 1) {
            return engine.sensors().thenApply(SensorsEndpoint::all);
        }
        var rest = target.path().substring(PATH.length() + 1);
        var slash = rest.indexOf('/');
        var sensor = Target.decoded(slash < 0 ? rest : rest.substring(0, slash));
        var key = slash < 0 ? "" : Target.decoded(rest.substring(slash + 1));
        return key.isEmpty() ? page(sensor, target) : instance(sensor, key);
    }

    private CompletionStage<HttpResponse> drop(Target target) {
        target.only(List.of());
        var sensor = Target.decoded(target.path().substring(PATH.length() + 1));
        return engine.drop(sensor).thenApply(result -> switch (result) {
            case DROPPED ->
                JsonBody.response(json -> {
                    json.writeStartObject();
                    json.writeStringField("sensor", sensor);
                    json.writeStringField("outcome", "dropped");
                    json.writeEndObject();
                });
            case CONFIGURED ->
                throw ProblemException.of(
                        409,
                        "Configured",
                        "sensor '" + sensor
                                + "' is configured; take it out of the configuration of every node, then drop it",
                        "configured");
            case UNKNOWN -> throw unknown(sensor);
        });
    }

    private static ProblemException unknown(String sensor) {
        return ProblemException.notFound("there is no sensor '" + sensor + "'");
    }

    private CompletionStage<HttpResponse> page(String sensor, Target target) {
        var limit = target.limit();
        return engine.instances(sensor, target.parameter("after"), limit)
                .thenApply(found -> found.map(SensorsEndpoint::one).orElseThrow(() -> unknown(sensor)));
    }

    private CompletionStage<HttpResponse> instance(String sensor, String key) {
        return engine.instance(sensor, key)
                .thenApply(found -> found.map(SensorsEndpoint::one)
                        .orElseThrow(() -> ProblemException.notFound(
                                "sensor '" + sensor + "' has no instance for key '" + key + "'")));
    }

    private static HttpResponse all(List<SensorView> sensors) {
        return JsonBody.response(json -> {
            json.writeStartObject();
            list(json, sensors);
            json.writeEndObject();
        });
    }

    static void list(JsonGenerator json, List<SensorView> sensors) throws IOException {
        json.writeArrayFieldStart("sensors");
        for (var sensor : sensors) {
            json.writeStartObject();
            fields(json, sensor);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static HttpResponse one(InstancePage page) {
        return JsonBody.response(json -> {
            json.writeStartObject();
            fields(json, page.sensor());
            json.writeArrayFieldStart("keys");
            for (var key : page.keys()) {
                json.writeString(key);
            }
            json.writeEndArray();
            if (page.nextAfterKey().isPresent()) {
                json.writeStringField("next", page.nextAfterKey().get());
            }
            json.writeEndObject();
        });
    }

    private static void fields(JsonGenerator json, SensorView sensor) throws IOException {
        json.writeStringField("sensor", sensor.sensor());
        json.writePOJOField("types", sensor.types());
        json.writePOJOField("sources", sensor.sources());
        json.writeBooleanField("configured", sensor.isConfigured());
        json.writeNumberField("instances", sensor.instances());
        json.writeNumberField("lag", sensor.lagEvents());
    }

    private static HttpResponse one(InstanceView instance) {
        return JsonBody.response(json -> {
            json.writeStartObject();
            json.writeStringField("sensor", instance.sensor());
            json.writeStringField("key", instance.key());
            json.writeFieldName("state");
            json.writeRawValue(instance.stateJson());
            json.writeObjectFieldStart("timers");
            for (var timer : new TreeMap<>(instance.timers()).entrySet()) {
                json.writeStringField(timer.getKey(), timer.getValue().toString());
            }
            json.writeEndObject();
            json.writeStringField("updated", instance.updated().toString());
            json.writeEndObject();
        });
    }
}
