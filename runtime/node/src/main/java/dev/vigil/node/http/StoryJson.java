package dev.vigil.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.engine.EventStory;
import dev.vigil.engine.FoundEvent;
import dev.vigil.engine.SensorStory;
import dev.vigil.node.http.cloudevents.EventJson;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The story of an event as JSON, and where an event was found. */
final class StoryJson {
    private StoryJson() {}

    static HttpResponse found(FoundEvent found) {
        var entry = found.entry();
        return JsonBody.response(json -> {
            json.writeStartObject();
            json.writeNumberField("partition", found.partition());
            json.writeNumberField("offset", entry.offset());
            json.writeStringField("accepted", entry.acceptedAt().toString());
            json.writeStringField("story", LogEndpoint.storyPath(found.partition(), entry.offset()));
            json.writeFieldName("event");
            EventJson.write(json, entry.event());
            json.writeEndObject();
        });
    }

    static HttpResponse story(EventStory story) {
        return JsonBody.response(json -> {
            json.writeStartObject();
            json.writeNumberField("partition", story.partition());
            json.writeNumberField("offset", story.offset());
            json.writeStringField("accepted", story.acceptedAt().toString());
            json.writeFieldName("event");
            EventJson.write(json, story.event());
            json.writeArrayFieldStart("sensors");
            for (var sensor : story.sensors()) {
                sensor(json, sensor);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void sensor(JsonGenerator json, SensorStory sensor) throws IOException {
        json.writeStartObject();
        json.writeStringField("sensor", sensor.sensor());
        json.writeStringField("fate", word(sensor.fate()));
        if (!sensor.why().isEmpty()) {
            json.writeStringField("why", sensor.why());
        }
        if (sensor.key().isPresent()) {
            json.writeStringField("key", sensor.key().get());
        }
        if (sensor.slot().isPresent()) {
            json.writeNumberField("slot", sensor.slot().getAsInt());
        }
        turns(json, sensor.turns());
        if (sensor.letter().isPresent()) {
            letter(json, sensor.letter().get());
        }
        json.writeArrayFieldStart("firings");
        for (var firing : sensor.firings()) {
            firing(json, firing);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("published");
        for (var event : sensor.published()) {
            published(json, event);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void turns(JsonGenerator json, List<SensorStory.Turn> turns) throws IOException {
        json.writeArrayFieldStart("turns");
        for (var turn : turns) {
            json.writeStartObject();
            json.writeNumberField("slot", turn.slot());
            json.writeNumberField("record", turn.record());
            json.writeStringField("at", turn.at().toString());
            json.writeBooleanField("changed", turn.isChanged());
            json.writeNumberField("stateBytes", turn.stateBytes());
            if (turn.stateJson().isPresent()) {
                json.writeFieldName("state");
                json.writeRawValue(turn.stateJson().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void letter(JsonGenerator json, SensorStory.Letter letter) throws IOException {
        json.writeObjectFieldStart("deadLetter");
        json.writeStringField("id", letter.id().toString());
        json.writeStringField("reason", letter.reason());
        json.writeStringField("cause", letter.cause());
        json.writeNumberField("attempts", letter.attempts());
        json.writeNumberField("redrives", letter.redrives());
        json.writeStringField("at", letter.at().toString());
        json.writeBooleanField("kept", letter.isKept());
        if (letter.settled().isPresent()) {
            json.writeStringField("settled", letter.settled().get().toString());
        }
        json.writeEndObject();
    }

    private static void firing(JsonGenerator json, EventStory.Firing firing) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", firing.id());
        json.writeStringField("trigger", firing.trigger());
        json.writeStringField("decided", firing.decided().toString());
        if (firing.payloadJson().isPresent()) {
            json.writeFieldName("payload");
            json.writeRawValue(firing.payloadJson().get());
        }
        json.writeStringField("outcome", word(firing.stage()));
        json.writeNumberField("attempts", firing.attempts());
        json.writeNumberField("redrives", firing.redrives());
        if (!firing.cause().isEmpty()) {
            json.writeStringField("cause", firing.cause());
        }
        if (firing.ended().isPresent()) {
            json.writeStringField("ended", firing.ended().get().toString());
        }
        if (firing.published().isPresent()) {
            json.writeFieldName("published");
            published(json, firing.published().get());
        }
        json.writeEndObject();
    }

    private static void published(JsonGenerator json, EventStory.Published event) throws IOException {
        json.writeStartObject();
        json.writeStringField("source", event.source());
        json.writeStringField("id", event.id());
        json.writeStringField("type", event.type());
        json.writeNumberField("partition", event.partition());
        if (event.offset().isPresent()) {
            json.writeNumberField("offset", event.offset().getAsLong());
        }
        json.writeEndObject();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
