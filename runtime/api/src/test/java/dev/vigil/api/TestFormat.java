package dev.vigil.api;

import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes flat records as JSON, and reads text only: the engine's format cannot be had here. */
public final class TestFormat implements DataFormat {
    @Override
    public <T> T read(ByteBuffer json, Class<T> type) {
        var text = StandardCharsets.UTF_8.decode(json.duplicate()).toString();
        if (!type.isInstance(text)) {
            throw new DataException("this format reads text only");
        }
        return type.cast(text);
    }

    @Override
    public Optional<String> text(ByteBuffer json, String pointer) {
        return Optional.empty();
    }

    @Override
    public byte[] write(Object value) {
        var properties = Arrays.stream(value.getClass().getRecordComponents())
                .map(component -> "\"" + component.getName() + "\":" + scalar(value, component))
                .collect(Collectors.joining(",", "{", "}"));
        return properties.getBytes(StandardCharsets.UTF_8);
    }

    private static String scalar(Object value, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            var scalar = accessor.invoke(value);
            return scalar instanceof Number ? scalar.toString() : "\"" + scalar + "\"";
        } catch (ReflectiveOperationException e) {
            throw new DataException(component + " cannot be read", e);
        }
    }
}
