package dev.vigil.node.client;

/** An event of the input cannot be published, and nothing that follows it was sent; the message names its line. */
public final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    StoppedException(long line, String why) {
        super("line " + line + ": " + why);
    }
}
