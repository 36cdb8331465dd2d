package dev.vigil.sources.file;

import dev.vigil.api.DataFormat;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where an attribute of an event is found. */
sealed interface Expression {
    /** What may be written. */
    String SYNTAX = "\"file\", \"pointer:/a/json/pointer\" or \"text:WORDS\"";

    Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*)+");

    /** The value; empty where there is none. */
    Optional<String> in(Origin origin, ByteBuffer data);

    /** What to look for, in words. */
    String described();

    /** The file's name. */
    record FileName() implements Expression {
        @Override
        public Optional<String> in(Origin origin, ByteBuffer data) {
            return Optional.of(origin.file());
        }

        @Override
        public String described() {
            return "the file's name";
        }
    }

    /** The scalar in the event's data to which an RFC 6901 pointer leads. */
    record Pointer(String pointer) implements Expression {
        @Override
        public Optional<String> in(Origin origin, ByteBuffer data) {
            return DataFormat.json().text(data, pointer);
        }

        @Override
        public String described() {
            return "a text or number at " + pointer;
        }
    }

    /** Always the same. */
    record Text(String text) implements Expression {
        @Override
        public Optional<String> in(Origin origin, ByteBuffer data) {
            return Optional.of(text);
        }

        @Override
        public String described() {
            return "the text " + text;
        }
    }

    /** The expression that is written so; empty if none is. */
    static Optional<Expression> parse(String written) {
        var colon = written.indexOf(':');
        if (colon < 0) {
            return written.equals("file") ? Optional.of(new FileName()) : Optional.empty();
        }
        var rest = written.substring(colon + 1);
        return switch (written.substring(0, colon)) {
            case "pointer" ->
                Optional.<Expression>of(new Pointer(rest))
                        .filter(_ -> POINTER.matcher(rest).matches());
            case "text" ->
                Optional.<Expression>of(new Text(rest))
                        .filter(_ -> Attribute.fault(rest).isEmpty());
            default -> Optional.empty();
        };
    }
}
