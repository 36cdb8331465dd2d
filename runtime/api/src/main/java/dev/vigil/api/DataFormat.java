package dev.vigil.api;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Reads and writes JSON. The engine brings one, found with {@link ServiceLoader}, so that sensors, sources and triggers
 * need no JSON library of their own.
 *
 * <p>Threading: safe to share. The buffers that are passed in are left as they were.
 */
public interface DataFormat {
    /**
     * The JSON in the buffer as a value of that type.
     *
     * @throws DataException if it is not JSON or does not fit the type
     */
    <T> T read(ByteBuffer json, Class<T> type);

    /** The scalar to which an RFC 6901 pointer leads, as text; empty where there is none or this is not JSON. */
    Optional<String> text(ByteBuffer json, String pointer);

    /**
     * The value as JSON in UTF-8.
     *
     * @throws DataException if the value cannot be written
     */
    byte[] write(Object value);

    /**
     * The JSON format of this process.
     *
     * @throws IllegalStateException if the class path has none
     */
    static DataFormat json() {
        return LoadedDataFormat.JSON;
    }
}
