package dev.vigil.sources.file;

import dev.vigil.api.Settings;
import java.util.List;
import java.util.Optional;

/** Reads how files become events. */
final class FormatSettings {
    private static final String CLOUDEVENTS = "cloudevents";
    private static final List<String> OF_MAPPING = List.of("type", "subject", "key");

    private final String source;
    private final Settings settings;

    /**
     * Settings of a source.
     *
     * @param source of the events
     */
    FormatSettings(String source, Settings settings) {
        this.source = source;
        this.settings = settings;
    }

    Format format() {
        var word = settings.oneOf("format", "ndjson", "ndjson", CLOUDEVENTS, "csv", "whole");
        char delimiter = delimiter();
        var contentType = attribute(settings, "content-type", "application/octet-stream");
        only("delimiter", "csv", word);
        only("content-type", "whole", word);
        return switch (word) {
            case CLOUDEVENTS -> cloudEvents();
            case "csv" -> new CsvRows(mapping("dev.vigil.row"), delimiter);
            case "whole" -> new WholeFiles(mapping("dev.vigil.file"), contentType);
            default -> new JsonLines(mapping("dev.vigil.line"));
        };
    }

    private void only(String key, String format, String word) {
        if (settings.has(key) && !word.equals(format)) {
            settings.problem(key, "nothing here: it is only for format = " + format);
        }
    }

    private Format cloudEvents() {
        for (var key : OF_MAPPING) {
            var _ = settings.text(key, "");
            if (settings.has(key)) {
                settings.problem(key, "nothing here: with format = cloudevents each event has its own");
            }
        }
        return new CloudEventLines();
    }

    private EventMapping mapping(String type) {
        return new EventMapping(
                source,
                expression("type").orElse(new Expression.Text(type)),
                Optional.of(expression("subject").orElse(new Expression.FileName())),
                expression("key"));
    }

    private Optional<Expression> expression(String key) {
        var written = settings.text(key, "");
        if (!settings.has(key)) {
            return Optional.empty();
        }
        var expression = Expression.parse(written);
        if (expression.isEmpty()) {
            settings.problem(key, Expression.SYNTAX);
        }
        return expression;
    }

    private char delimiter() {
        var delimiter = settings.text("delimiter", ",");
        if (delimiter.length() == 1 && delimiter.charAt(0) < 128 && "\"\r\n\0".indexOf(delimiter.charAt(0)) < 0) {
            return delimiter.charAt(0);
        }
        settings.problem("delimiter", "one ASCII character such as \",\" or \"\\t\"");
        return ',';
    }

    /** A text that is the value of an attribute. */
    static String attribute(Settings settings, String key, String otherwise) {
        var value = settings.text(key, otherwise);
        if (Attribute.fault(value).isPresent()) {
            settings.problem(key, "a text of 1 to " + Attribute.LONGEST + " characters");
            return otherwise;
        }
        return value;
    }
}
