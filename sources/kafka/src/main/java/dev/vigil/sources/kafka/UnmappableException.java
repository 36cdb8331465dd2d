package dev.vigil.sources.kafka;

/** A record that is no event, and why, for a person to read. */
@SuppressWarnings("serial") // never leaves this package
final class UnmappableException extends RuntimeException {
    /** Carries no stack trace, since it tells about input and not about code. */
    UnmappableException(String message) {
        super(message, null, false, false);
    }

    static UnmappableException attribute(String name, String why) {
        return new UnmappableException("attribute '" + name + "' " + why);
    }

    String explanation() {
        return String.valueOf(getMessage());
    }
}
