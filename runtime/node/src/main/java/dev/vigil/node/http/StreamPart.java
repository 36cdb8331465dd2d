package dev.vigil.node.http;

import dev.vigil.api.Event;
import java.util.Optional;

/** What a stream of events consists of. */
sealed interface StreamPart {
    /** How much of a group's room it takes, in bytes. */
    long weight();

    /**
     * A line of it.
     *
     * @param event what is in it; none where it is blank
     * @param weight what it takes of a group's room
     */
    record Line(Optional<Event> event, long weight) implements StreamPart {}

    /** Nothing of what follows is read, for that reason. A stream that just ends has none of these. */
    record End(ProblemException problem) implements StreamPart {
        @Override
        public long weight() {
            return 0;
        }
    }
}
