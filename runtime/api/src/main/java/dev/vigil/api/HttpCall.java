package dev.vigil.api;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, its body read whole.
 *
 * @param method in upper case
 * @param path without the query
 * @param headers values by name in lower case, in the order in which they came; includes {@code content-type}
 * @param body the bytes as they came, read-only
 */
public record HttpCall(String method, String path, Map<String, List<String>> headers, ByteBuffer body) {
    /** The first value of a header, whatever the case of its name. */
    public Optional<String> header(String name) {
        var values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }
}
