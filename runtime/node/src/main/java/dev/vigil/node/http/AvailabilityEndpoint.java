package dev.vigil.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.engine.AvailabilityView;
import dev.vigil.engine.Engine;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code GET /availability}: outages, and how often and how long they were. */
final class AvailabilityEndpoint implements Endpoint {
    static final String PATH = "/availability";

    private final Engine engine;

    AvailabilityEndpoint(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Set<Route> routes() {
        return Set.of(Route.get(PATH));
    }

    @Override
    public String name() {
        return "availability";
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        return engine.availability().thenApply(AvailabilityEndpoint::shown);
    }

    private static HttpResponse shown(AvailabilityView view) {
        return JsonBody.response(json -> {
            json.writeStartObject();
            fields(json, view);
            json.writeEndObject();
        });
    }

    static void fields(JsonGenerator json, AvailabilityView view) throws IOException {
        json.writeStringField("now", view.now().toString());
        json.writeStringField("since", view.since().toString());
        json.writeBooleanField("current", view.current());
        json.writePOJOField("unserved", view.unserved());
        windows(json, view);
        if (view.meanTimeBetween().isPresent()) {
            json.writeNumberField(
                    "meanSecondsBetween", seconds(view.meanTimeBetween().get()));
        }
        if (view.meanTimeToRecover().isPresent()) {
            json.writeNumberField(
                    "meanSecondsToRecover", seconds(view.meanTimeToRecover().get()));
        }
        outages(json, view);
    }

    private static void windows(JsonGenerator json, AvailabilityView view) throws IOException {
        json.writeArrayFieldStart("windows");
        for (var window : view.windows()) {
            json.writeStartObject();
            json.writeStringField("length", text(window.length()));
            json.writeNumberField("watchedSeconds", seconds(window.watched()));
            json.writeNumberField("ratio", window.ratio());
            if (window.nines().isPresent()) {
                json.writeNumberField("nines", Math.floor(window.nines().getAsDouble() * 100) / 100);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void outages(JsonGenerator json, AvailabilityView view) throws IOException {
        json.writeArrayFieldStart("outages");
        for (var outage : view.outages()) {
            json.writeStartObject();
            json.writeStringField("start", outage.start().toString());
            json.writeNumberField("seconds", seconds(outage.length()));
            json.writeBooleanField("over", outage.over());
            json.writeStringField("slots", outage.slots());
            json.writeStringField("cause", outage.cause());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static String text(Duration length) {
        return length.toHours() <= 24 ? length.toHours() + "h" : length.toDays() + "d";
    }

    private static double seconds(Duration length) {
        return length.toMillis() / 1000.0;
    }
}
