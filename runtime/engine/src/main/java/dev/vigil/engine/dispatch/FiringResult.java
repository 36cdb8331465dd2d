package dev.vigil.engine.dispatch;

import dev.vigil.api.Event;

/** How a firing ended. */
public sealed interface FiringResult {
    /** The firing's id. */
    String firingId();

    /** How often it was tried. */
    int attempts();

    /** The outside has it. */
    record Delivered(String firingId, int attempts) implements FiringResult {}

    /** It becomes this event, which its slot publishes. */
    record Published(String firingId, Event event, int attempts) implements FiringResult {}

    /** It was given up for that cause. */
    record Exhausted(String firingId, String cause, int attempts) implements FiringResult {}
}
