package dev.vigil.engine.sensor;

import dev.vigil.api.Event;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.event.Placement;
import java.util.List;

/** What came of calling a handler for one event or timer. */
public sealed interface Decision {
    /** It decided; what becomes of the state is kept by its turn. */
    record Decided(List<Action> actions) implements Decision {}

    /** It refused the event. */
    record Rejected(String reason) implements Decision {}

    /**
     * It failed at every try.
     *
     * @param cause what it threw last
     * @param tries how often it was called
     */
    record Failed(String cause, int tries) implements Decision {}

    /** What is to be done. */
    sealed interface Action {}

    /** Run a trigger, with a payload in JSON. */
    record Fire(String trigger, byte[] payload) implements Action {}

    /**
     * Publish an event.
     *
     * @param event as it lies in a block
     * @param partitionKey the text that decides its partition
     */
    record Publish(byte[] event, String partitionKey) implements Action {
        /**
         * Publish that event.
         *
         * @throws IllegalArgumentException if it cannot be written
         */
        public static Publish of(Event event) {
            var writer = new EventBlockWriter(256);
            writer.add(event, true);
            return new Publish(writer.take().toBytes(), Placement.partitionKey(event));
        }
    }
}
