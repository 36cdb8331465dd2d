package dev.vigil.node.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.engine.Engine;
import dev.vigil.engine.ReplayStart;
import dev.vigil.engine.json.JacksonFormat;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/**
 * {@code POST /sensors/{sensor}/replay}: rebuilds a sensor's state from the log. {@code GET /replays/{sensor}} tells how that
 * goes and {@code DELETE} gives it up; they are not below {@code /sensors/{sensor}}, where all that is read is a key.
 */
final class ReplaysEndpoint implements Endpoint {
    static final String PATH = "/replays/";

    private static final String REPLAY = "/replay";
    private static final int MOST_BODY_BYTES = 4_096;

    private final Engine engine;
    private final RequestBody body;

    ReplaysEndpoint(Engine engine, RequestBody body) {
        this.engine = engine;
        this.body = body;
    }

    @Override
    public Set<Route> routes() {
        return Set.of(
                new Route("POST", SensorsEndpoint.PATH + "/{sensor}" + REPLAY),
                Route.get(PATH + "{sensor}"),
                new Route("DELETE", PATH + "{sensor}"));
    }

    @Override
    public String name() {
        return "replays";
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        target.only(List.of());
        return body.read(request, MOST_BODY_BYTES).thenCompose(bytes -> switch (request.method()
                .value()) {
            case "POST" -> begin(sensor(target, SensorsEndpoint.PATH + "/", REPLAY), bytes);
            case "DELETE" -> giveUp(sensor(target, PATH, ""));
            default -> show(sensor(target, PATH, ""));
        });
    }

    private static String sensor(Target target, String prefix, String suffix) {
        var path = target.path();
        return Target.decoded(path.substring(prefix.length(), path.length() - suffix.length()));
    }

    private CompletionStage<HttpResponse> begin(String sensor, byte[] bytes) {
        var order = order(bytes);
        return engine.replay(sensor, from(order), fires(order)).thenApply(start -> switch (start.outcome()) {
            case BEGUN ->
                JsonBody.response(json -> ReplayJson.write(json, start.replay().orElseThrow()))
                        .withStatus(StatusCodes.ACCEPTED);
            case REFUSED -> throw refused(start);
            case UNKNOWN -> throw ProblemException.notFound("there is no sensor '" + sensor + "' that is configured");
        });
    }

    private static ProblemException refused(ReplayStart start) {
        return ProblemException.of(409, "Not begun", start.reason(), "not-begun");
    }

    private static JsonNode order(byte[] bytes) {
        try {
            var order =
                    bytes.length == 0 ? JacksonFormat.MAPPER.createObjectNode() : JacksonFormat.MAPPER.readTree(bytes);
            if (order.isObject()) {
                order.fieldNames().forEachRemaining(name -> {
                    if (!List.of("from", "firings").contains(name)) {
                        throw ProblemException.badRequest(
                                "'" + name + "' means nothing here; expected from or firings");
                    }
                });
                return order;
            }
        } catch (IOException e) {
            throw ProblemException.badRequest("the body is no JSON: " + JacksonFormat.reason(e));
        }
        throw ProblemException.badRequest(
                "the body: expected a JSON object such as {\"from\": \"earliest\", \"firings\": \"off\"}");
    }

    private static Optional<Instant> from(JsonNode order) {
        var text = order.path("from").asText("earliest");
        if (text.equals("earliest")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.ofEpochMilli(Instant.parse(text).toEpochMilli()));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw ProblemException.badRequest("'from': expected earliest or a time such as 2026-01-31T12:00:00Z");
        }
    }

    private static boolean fires(JsonNode order) {
        return switch (order.path("firings").asText("off")) {
            case "off" -> false;
            case "on" -> true;
            default -> throw ProblemException.badRequest("'firings': expected off or on");
        };
    }

    private CompletionStage<HttpResponse> show(String sensor) {
        return engine.replay(sensor)
                .thenApply(found -> found.map(replay -> JsonBody.response(json -> ReplayJson.write(json, replay)))
                        .orElseThrow(() -> none(sensor)));
    }

    private CompletionStage<HttpResponse> giveUp(String sensor) {
        return engine.giveUpReplay(sensor).thenApply(result -> switch (result) {
            case GIVEN_UP ->
                JsonBody.response(json -> {
                    json.writeStartObject();
                    json.writeStringField("sensor", sensor);
                    json.writeStringField("outcome", "given-up");
                    json.writeEndObject();
                });
            case SWAPPED ->
                throw ProblemException.of(
                        409,
                        "Swapped",
                        "what it has rebuilt is the state of sensor '" + sensor + "' already, in some slots or in all",
                        "swapped");
            case UNKNOWN -> throw none(sensor);
        });
    }

    private static ProblemException none(String sensor) {
        return ProblemException.notFound("there is no replay of a sensor '" + sensor + "'");
    }
}
