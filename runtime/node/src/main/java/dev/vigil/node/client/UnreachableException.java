package dev.vigil.node.client;

/** No node gave an answer; the message names each that was tried, and why. What was sent may have arrived. */
public final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message) {
        super(message);
    }
}
