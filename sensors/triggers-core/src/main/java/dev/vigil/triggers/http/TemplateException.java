package dev.vigil.triggers.http;

/** A template that cannot be compiled, or a firing it cannot be filled with. Nothing was sent. */
@SuppressWarnings("serial") // never leaves this package
final class TemplateException extends RuntimeException {
    TemplateException(String message) {
        super(message);
    }

    TemplateException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is wrong, for a person to read. */
    String explanation() {
        return String.valueOf(getMessage());
    }
}
