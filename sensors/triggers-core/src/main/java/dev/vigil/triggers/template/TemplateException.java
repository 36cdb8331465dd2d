package dev.vigil.triggers.template;

/** A template that cannot be compiled, or a firing it cannot be filled with. Nothing was sent. */
@SuppressWarnings("serial") // never leaves the process
public final class TemplateException extends RuntimeException {
    /** For that reason. */
    public TemplateException(String message) {
        super(message);
    }

    /** For that reason, and what led to it. */
    public TemplateException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What is wrong, for a person to read. */
    public String explanation() {
        return String.valueOf(getMessage());
    }
}
