package dev.vigil.engine.cluster;

import dev.vigil.engine.InstanceView;
import dev.vigil.engine.event.EventBlock;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How much of a frame between nodes an answer about an instance takes. */
final class InstanceSize {
    /** What is longer is not answered, wherever the slot lives: the largest frame without the room for all the rest. */
    static final int MOST_BYTES = EventBlock.MOST_EVENT_BYTES;

    /** The time of a timer, and what Protobuf puts around it. */
    private static final int TIMER_BYTES = 32;

    private static final long MOST_BYTES_OF_A_CHAR = 3;

    private InstanceSize() {}

    /** An answer, or that it would be too large. */
    static SlotRequest.InstanceReply reply(InstanceView view) {
        long bytes = mostBytes(view) <= MOST_BYTES ? 0 : bytes(view);
        return bytes <= MOST_BYTES
                ? new SlotRequest.Instance(Optional.of(view))
                : new SlotRequest.InstanceTooLarge(bytes, MOST_BYTES);
    }

    /** A bound that needs no look at the characters: nearly every instance is far below. */
    private static long mostBytes(InstanceView view) {
        long chars = (long) view.sensor().length()
                + view.key().length()
                + view.stateJson().length();
        long timers = 0;
        for (var name : view.timers().keySet()) {
            chars += name.length();
            timers += TIMER_BYTES;
        }
        return MOST_BYTES_OF_A_CHAR * chars + timers;
    }

    static long bytes(InstanceView view) {
        long bytes = bytes(view.sensor()) + bytes(view.key()) + bytes(view.stateJson());
        for (var name : view.timers().keySet()) {
            bytes += TIMER_BYTES + bytes(name);
        }
        return bytes;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
