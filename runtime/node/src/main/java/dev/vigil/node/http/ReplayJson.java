package dev.vigil.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.engine.ReplayView;
import java.io.IOException;
import java.util.Locale;
import java.util.TreeMap;

/** Replays in JSON. */
final class ReplayJson {
    private ReplayJson() {}

    static void write(JsonGenerator json, ReplayView replay) throws IOException {
        json.writeStartObject();
        json.writeStringField("sensor", replay.sensor());
        json.writeStringField("id", Long.toString(replay.number()));
        json.writeStringField("stage", word(replay.stage().name()));
        json.writeStringField("from", replay.from().map(Object::toString).orElse("earliest"));
        json.writeStringField("firings", replay.fires() ? "on" : "off");
        json.writeStringField("begun", replay.begun().toString());
        json.writeNumberField("events", replay.events());
        json.writeNumberField("remaining", replay.remaining());
        json.writeNumberField("timers", replay.timers());
        json.writeNumberField("failed", replay.failed());
        json.writeNumberField("repeated", replay.repeated());
        json.writeObjectFieldStart("suppressed");
        json.writeNumberField("published", replay.published());
        json.writeArrayFieldStart("triggers");
        for (var one : new TreeMap<>(replay.firings()).entrySet()) {
            json.writeStartObject();
            json.writeStringField("trigger", one.getKey());
            json.writeNumberField("firings", one.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("samples");
        for (var sample : replay.samples()) {
            write(json, sample);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayFieldStart("slots");
        for (var slot : replay.slots()) {
            write(json, slot);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ReplayView.Sample sample) throws IOException {
        json.writeStartObject();
        json.writeStringField("trigger", sample.trigger());
        json.writeStringField("key", sample.key());
        json.writeNumberField("partition", sample.partition());
        if (sample.offset().isPresent()) {
            json.writeNumberField("offset", sample.offset().getAsLong());
        }
        json.writeStringField("at", sample.at().toString());
        json.writeStringField("payload", sample.payload());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, ReplayView.Slot slot) throws IOException {
        json.writeStartObject();
        json.writeNumberField("slot", slot.slot());
        json.writeStringField("stage", word(slot.stage()));
        json.writeNumberField("from", slot.fromOffset());
        json.writeNumberField("log", slot.logBegins());
        json.writeNumberField("events", slot.events());
        json.writeNumberField("instances", slot.instances());
        json.writeNumberField("remaining", slot.remaining());
        json.writeNumberField("waiting", slot.waiting());
        json.writeBooleanField("held", slot.isHeld());
        json.writeEndObject();
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
