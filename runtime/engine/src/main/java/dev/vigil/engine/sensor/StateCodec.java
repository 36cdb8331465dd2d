package dev.vigil.engine.sensor;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.vigil.api.DataException;
import dev.vigil.api.Sensor;
import dev.vigil.engine.json.JacksonFormat;
import java.io.IOException;
import java.util.Map;

/** States of one sensor as CBOR. Thread-safe. */
public final class StateCodec<S> {
    /** What was written must be read again, however long its texts and names are. */
    private static final StreamReadConstraints WHATEVER_WAS_WRITTEN = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNameLength(Integer.MAX_VALUE)
            .maxNumberLength(Integer.MAX_VALUE)
            .maxNestingDepth(2 * StreamWriteConstraints.DEFAULT_MAX_DEPTH)
            .build();

    private static final ObjectMapper CBOR = CBORMapper.builder(CBORFactory.builder()
                    .streamReadConstraints(WHATEVER_WAS_WRITTEN)
                    .build())
            .addModule(new Jdk8Module())
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS) // people read states, too
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private final Sensor<S> sensor;
    private final int version;
    private final ObjectReader reader;
    private final ObjectWriter writer;

    /** A codec for that sensor's state. */
    public StateCodec(Sensor<S> sensor) {
        this.sensor = sensor;
        this.version = sensor.stateVersion();
        this.reader = CBOR.readerFor(sensor.stateType());
        this.writer = CBOR.writerFor(sensor.stateType());
    }

    /** The version under which states are written. */
    public int version() {
        return version;
    }

    /**
     * The state as CBOR.
     *
     * @throws DataException if it cannot be written
     */
    public byte[] encode(S state) {
        try {
            return writer.writeValueAsBytes(state);
        } catch (IOException e) {
            throw new DataException("the state does not serialize: " + JacksonFormat.reason(e), e);
        }
    }

    /**
     * The state that was written under that version, upgraded where it is older.
     *
     * @throws DataException if it cannot be read
     * @throws dev.vigil.api.UnsupportedStateException if its version is not understood
     */
    public S decode(byte[] bytes, int writtenUnder) {
        try {
            return writtenUnder == version
                    ? reader.readValue(bytes)
                    : sensor.upgrade(writtenUnder, CBOR.readValue(bytes, new TypeReference<Map<String, Object>>() {}));
        } catch (IOException e) {
            throw new DataException("the state cannot be read: " + JacksonFormat.reason(e), e);
        }
    }

    /**
     * Any state as JSON text, whatever its sensor and version.
     *
     * @throws DataException if it cannot be read
     */
    public static String toJson(byte[] bytes) {
        try {
            return JacksonFormat.MAPPER.writeValueAsString(CBOR.readTree(bytes));
        } catch (IOException e) {
            throw new DataException("the state cannot be read: " + JacksonFormat.reason(e), e);
        }
    }
}
