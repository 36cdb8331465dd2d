package dev.vigil.engine.dispatch;

import dev.vigil.api.Event;
import dev.vigil.engine.event.BlockEvent;

/** How a firing ended. */
public sealed interface FiringResult {
    /** The firing's id. */
    String firingId();

    /** How often it was tried. */
    int attempts();

    /** How many bytes of events it brings into the slot's record. */
    default int sizeBytes() {
        return 0;
    }

    /** The outside has it. */
    record Delivered(String firingId, int attempts) implements FiringResult {}

    /** It becomes this event, which its slot publishes. */
    record Published(String firingId, Event event, int attempts) implements FiringResult {
        @Override
        public int sizeBytes() {
            return event instanceof BlockEvent stored
                    ? stored.sizeBytes()
                    : event.data().remaining();
        }
    }

    /** It was given up for that cause. */
    record Exhausted(String firingId, String cause, int attempts) implements FiringResult {}
}
