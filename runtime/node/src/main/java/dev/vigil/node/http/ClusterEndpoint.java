package dev.vigil.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.engine.ClusterView;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code GET /cluster}: members, where every slot and every source lives and how it is, and how far each sensor is behind. */
final class ClusterEndpoint implements Endpoint {
    static final String PATH = "/cluster";

    private final WholeCluster cluster;

    ClusterEndpoint(WholeCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Set<Route> routes() {
        return Set.of(Route.get(PATH));
    }

    @Override
    public String name() {
        return "cluster";
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        return cluster.view().thenApply(ClusterEndpoint::shown);
    }

    private static HttpResponse shown(ClusterView view) {
        return JsonBody.response(json -> {
            json.writeStartObject();
            fields(json, view);
            json.writeEndObject();
        });
    }

    static void fields(JsonGenerator json, ClusterView view) throws IOException {
        json.writeStringField("node", view.node());
        members(json, view);
        slots(json, view);
        sources(json, view);
        json.writePOJOField("notRunning", view.notRunning());
        json.writeObjectFieldStart("lag");
        for (var lag : view.lags()) {
            json.writeNumberField(lag.sensor(), lag.events());
        }
        json.writeEndObject();
    }

    private static void members(JsonGenerator json, ClusterView view) throws IOException {
        json.writeArrayFieldStart("members");
        for (var member : view.members()) {
            json.writeStartObject();
            json.writeStringField("address", member.address());
            json.writePOJOField("roles", member.roles());
            json.writeStringField("version", member.version());
            json.writeStringField("status", member.status());
            json.writeBooleanField("reachable", member.reachable());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void slots(JsonGenerator json, ClusterView view) throws IOException {
        json.writeArrayFieldStart("slots");
        for (var slot : view.slots()) {
            json.writeStartObject();
            json.writeNumberField("slot", slot.slot());
            if (slot.node().isPresent()) {
                json.writeStringField("node", slot.node().get());
            }
            json.writeBooleanField("running", slot.running());
            json.writeStringField("condition", slot.condition());
            if (slot.log().isPresent()) {
                log(json, slot.log().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void log(JsonGenerator json, ClusterView.Log log) throws IOException {
        json.writeObjectFieldStart("log");
        json.writeNumberField("first", log.firstOffset());
        json.writeNumberField("end", log.endOffset());
        json.writeNumberField("records", log.records());
        json.writeNumberField("bytes", log.bytes());
        if (log.oldest().isPresent()) {
            json.writeStringField("oldest", log.oldest().get().toString());
        }
        json.writeEndObject();
    }

    private static void sources(JsonGenerator json, ClusterView view) throws IOException {
        json.writeArrayFieldStart("sources");
        for (var source : view.sources()) {
            json.writeStartObject();
            json.writeStringField("source", source.source());
            json.writeBooleanField("everyNode", source.everyNode());
            if (source.node().isPresent()) {
                json.writeStringField("node", source.node().get());
            }
            json.writeBooleanField("running", source.running());
            json.writeStringField("condition", source.condition());
            json.writeNumberField("epoch", source.epoch());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
