package dev.vigil.engine.json;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.vigil.api.DataException;
import dev.vigil.api.DataFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * JSON by Jackson. Unknown properties are ignored; refused are numbers that are not finite, nesting deeper than 64, and
 * whatever would have to be changed to fit: a text for a number, 1.5 for a whole number.
 */
public final class JacksonFormat implements DataFormat {
    /** How deep JSON may nest before it is refused. */
    public static final int MAX_DEPTH = 64;

    /** The mapper that all JSON of the engine goes through; not to be changed. */
    public static final ObjectMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private static final ConcurrentHashMap<Class<?>, ObjectReader> READERS = new ConcurrentHashMap<>();

    /** Made by {@link java.util.ServiceLoader}. */
    public JacksonFormat() {}

    @Override
    public <T> T read(ByteBuffer json, Class<T> type) {
        var bytes = bytes(json);
        return read(bytes.array, bytes.from, bytes.length, type);
    }

    /**
     * The JSON in a stretch of an array as a value of that type.
     *
     * @throws DataException if it is not JSON or does not fit the type
     */
    public static <T> T read(byte[] json, int from, int length, Class<T> type) {
        if (length == 0) {
            throw new DataException("no data where a " + type.getSimpleName() + " is expected");
        }
        try {
            T value = READERS.computeIfAbsent(type, MAPPER::readerFor).readValue(json, from, length);
            if (value == null) {
                throw new DataException("null where a " + type.getSimpleName() + " is expected");
            }
            return value;
        } catch (IOException e) {
            throw new DataException("data does not read as " + type.getSimpleName() + ": " + reason(e), e);
        }
    }

    @Override
    public Optional<String> text(ByteBuffer json, String pointer) {
        var bytes = bytes(json);
        try {
            var node = MAPPER.reader().readTree(bytes.array, bytes.from, bytes.length);
            var found = node == null ? null : node.at(JsonPointer.compile(pointer));
            return found == null || !found.isValueNode() || found.isNull()
                    ? Optional.empty()
                    : Optional.of(found.asText());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new DataException("a " + value.getClass().getName() + " does not write as JSON: " + reason(e), e);
        }
    }

    /** What a parser complains about, without the bytes around it. */
    public static String reason(IOException e) {
        return e instanceof JsonProcessingException json ? json.getOriginalMessage() : String.valueOf(e.getMessage());
    }

    /** A stretch of an array. */
    private record Bytes(byte[] array, int from, int length) {}

    private static Bytes bytes(ByteBuffer buffer) {
        if (buffer.hasArray()) {
            return new Bytes(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
        }
        var copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return new Bytes(copy, 0, copy.length);
    }
}
