package dev.vigil.sensors;

import dev.vigil.api.Event;
import dev.vigil.api.EventBuilder;
import java.util.Optional;

/** Where the key of an event is: {@code subject}, {@code source}, {@code type}, or an expression with what it names. */
public sealed interface KeyRule {
    /** What can be written, for whoever wrote something else. */
    String EXPECTED = "subject, source, type, pointer:/a/json/pointer, extension:name or text:words";

    /** The subject of the event. */
    record Subject() implements KeyRule {}

    /** The source of the event. */
    record Source() implements KeyRule {}

    /** The type of the event. */
    record Type() implements KeyRule {}

    /** A text, number or truth value in its data. */
    record Pointer(String pointer) implements KeyRule {}

    /** An extension attribute. */
    record Extension(String name) implements KeyRule {}

    /** The same key for all events. */
    record Words(String words) implements KeyRule {}

    /** The rule that is written like this; empty where none is. */
    static Optional<KeyRule> of(String text) {
        return switch (text) {
            case "subject" -> Optional.of(new Subject());
            case "source" -> Optional.of(new Source());
            case "type" -> Optional.of(new Type());
            default -> ofExpression(text);
        };
    }

    private static Optional<KeyRule> ofExpression(String text) {
        int colon = text.indexOf(':');
        var argument = text.substring(colon + 1);
        return switch (text.substring(0, Math.max(0, colon))) {
            case "pointer" -> isPointer(argument) ? Optional.of(new Pointer(argument)) : Optional.empty();
            case "extension" ->
                EventBuilder.isAttributeName(argument) ? Optional.of(new Extension(argument)) : Optional.empty();
            case "text" -> argument.isBlank() ? Optional.empty() : Optional.of(new Words(argument));
            default -> Optional.empty();
        };
    }

    /** Whether RFC 6901 knows this as a pointer to something within the data. */
    static boolean isPointer(String text) {
        return text.matches("(?s)(/([^~/]|~[01])*+)++");
    }

    /** The key of an event; empty where it has none, or an empty one. */
    default Optional<String> keyOf(Event event) {
        var key = switch (this) {
            case Subject _ -> event.subject();
            case Source _ -> Optional.of(event.source());
            case Type _ -> Optional.of(event.type());
            case Pointer(var pointer) -> event.text(pointer);
            case Extension(var name) -> event.extension(name);
            case Words(var words) -> Optional.of(words);
        };
        return key.filter(text -> !text.isEmpty());
    }
}
