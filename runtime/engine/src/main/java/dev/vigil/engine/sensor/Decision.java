package dev.vigil.engine.sensor;

import dev.vigil.api.Effect;
import java.util.List;

/** What came of calling a handler, its failures included. */
public sealed interface Decision {
    /**
     * It decided.
     *
     * @param change what becomes of the instance
     * @param actions what is to be done, payloads written as JSON already
     */
    record Decided(Change change, List<Effect.Action> actions) implements Decision {}

    /** It refused the event. */
    record Rejected(String reason) implements Decision {}

    /**
     * It failed at every try.
     *
     * @param cause what it threw last
     * @param tries how often it was called
     */
    record Failed(String cause, int tries) implements Decision {}

    /** What becomes of an instance. */
    sealed interface Change {}

    /** It stays as it is. */
    record Keep() implements Change {}

    /** It has this state. */
    record Become(byte[] state, int version) implements Change {}

    /** It is dropped. */
    record Forget() implements Change {}
}
