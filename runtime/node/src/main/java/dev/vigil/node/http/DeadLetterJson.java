package dev.vigil.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.engine.DeadLetterPage;
import dev.vigil.engine.DeadLetterResult;
import dev.vigil.engine.DeadLetterSummary;
import dev.vigil.engine.DeadLetterTally;
import dev.vigil.engine.DeadLetterView;
import dev.vigil.node.http.cloudevents.EventJson;
import java.io.IOException;
import java.util.Locale;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Dead letters as JSON. */
final class DeadLetterJson {
    private DeadLetterJson() {}

    static HttpResponse page(DeadLetterPage page) {
        return JsonBody.response(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("deadLetters");
            for (var letter : page.letters()) {
                json.writeStartObject();
                fields(json, letter);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (page.next().isPresent()) {
                json.writeStringField("next", page.next().get().toString());
            }
            json.writeEndObject();
        });
    }

    static HttpResponse one(DeadLetterView letter) {
        return JsonBody.response(json -> {
            json.writeStartObject();
            fields(json, letter.summary());
            if (letter.summary().trigger().isPresent()) {
                json.writeStringField("firing", letter.summary().id().letter());
            } else {
                json.writeNumberField("partition", letter.partition());
                json.writeNumberField("offset", letter.offset());
            }
            if (letter.timer().isPresent()) {
                json.writeStringField("timer", letter.timer().get());
            }
            if (letter.decided().isPresent()) {
                json.writeStringField("decided", letter.decided().get().toString());
            }
            if (letter.event().isPresent()) {
                json.writeFieldName("event");
                EventJson.write(json, letter.event().get());
            }
            if (letter.payloadJson().isPresent()) {
                json.writeFieldName("payload");
                json.writeRawValue(letter.payloadJson().get());
            }
            json.writeEndObject();
        });
    }

    static HttpResponse result(int status, DeadLetterResult result) {
        return JsonBody.response(json -> {
                    json.writeStartObject();
                    json.writeStringField("outcome", word(result.outcome()));
                    if (!result.reason().isEmpty()) {
                        json.writeStringField("cause", result.reason());
                    }
                    json.writeEndObject();
                })
                .withStatus(status);
    }

    static HttpResponse tally(DeadLetterTally tally) {
        return JsonBody.response(json -> {
            json.writeStartObject();
            for (var count : tally.counts().entrySet()) {
                json.writeNumberField(word(count.getKey()), count.getValue());
            }
            if (tally.next().isPresent()) {
                json.writeStringField("next", tally.next().get().toString());
            }
            json.writeEndObject();
        });
    }

    private static String word(DeadLetterResult.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void fields(JsonGenerator json, DeadLetterSummary letter) throws IOException {
        json.writeStringField("id", letter.id().toString());
        json.writeStringField("sensor", letter.sensor());
        json.writeStringField("key", letter.key());
        if (letter.trigger().isPresent()) {
            json.writeStringField("trigger", letter.trigger().get());
        }
        json.writeStringField("reason", letter.reason());
        json.writeStringField("cause", letter.cause());
        json.writeNumberField("attempts", letter.attempts());
        json.writeNumberField("redrives", letter.redrives());
        json.writeStringField("at", letter.at().toString());
        json.writeNumberField("bytes", letter.contentBytes());
    }
}
