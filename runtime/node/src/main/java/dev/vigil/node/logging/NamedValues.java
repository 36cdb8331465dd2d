package dev.vigil.node.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.jspecify.annotations.Nullable;

/**
 * Writes each value of a line {@code something happened slot={} cause={}} as a field of its name, beside the line itself. So
 * every line of Vigil is structured without being written twice. Thread-safe.
 */
public final class NamedValues extends AbstractJsonProvider<ILoggingEvent> {
    private static final Pattern PLACE = Pattern.compile("(?:([A-Za-z][A-Za-z0-9_-]*)=)?\\{}");

    /** The fields that every line has, see logback.xml. */
    private static final Set<String> OF_THE_LINE = Set.of("time", "level", "logger", "thread", "message", "error");

    /** Made by logback. */
    public NamedValues() {}

    @Override
    public void writeTo(JsonGenerator json, ILoggingEvent event) throws IOException {
        var values = event.getArgumentArray();
        if (values == null) {
            return;
        }
        var places = PLACE.matcher(event.getMessage());
        var written = new HashSet<>(OF_THE_LINE);
        for (int i = 0; i < values.length && places.find(); i++) {
            var name = places.group(1);
            if (name != null && written.add(name)) {
                json.writeFieldName(name);
                write(json, values[i]);
            }
        }
    }

    private static void write(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Boolean truth -> json.writeBoolean(truth);
            case null, default -> json.writeString(String.valueOf(value));
        }
    }
}
