package dev.vigil.testkit;

import org.jspecify.annotations.Nullable;

/**
 * A handler threw at every try, or what it decided could not be written. The instance is as it was before; in the engine
 * the event would now be a dead letter, and the next one be handled.
 */
public final class HandlerFailedException extends RuntimeException {
    HandlerFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
