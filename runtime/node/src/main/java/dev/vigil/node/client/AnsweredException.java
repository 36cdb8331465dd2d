package dev.vigil.node.client;

/** A node answered, but not with what was asked for; the message is what it said. */
public final class AnsweredException extends Exception {
    private static final long serialVersionUID = 1L;

    AnsweredException(String message) {
        super(message);
    }
}
