package dev.vigil.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.vigil.engine.json.JacksonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Writes the body of an answer in JSON. */
@FunctionalInterface
interface JsonBody {
    /** Writes the whole body. */
    void write(JsonGenerator json) throws IOException;

    /** An answer with that body. */
    static HttpResponse response(JsonBody body) {
        return Replies.json(bytes(body));
    }

    /** That body, on one line. */
    static byte[] bytes(JsonBody body) {
        var bytes = new ByteArrayOutputStream(512);
        try (var json = JacksonFormat.MAPPER.getFactory().createGenerator(bytes)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
