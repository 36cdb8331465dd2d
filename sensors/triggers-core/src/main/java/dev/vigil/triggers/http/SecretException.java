package dev.vigil.triggers.http;

/** A secret that cannot be read at present. Nothing was sent. */
@SuppressWarnings("serial") // never leaves this package
final class SecretException extends RuntimeException {
    SecretException(String message) {
        super(message);
    }

    /** Which, for a person to read. */
    String explanation() {
        return String.valueOf(getMessage());
    }
}
