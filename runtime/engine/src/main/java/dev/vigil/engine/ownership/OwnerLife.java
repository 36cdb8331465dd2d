package dev.vigil.engine.ownership;

import java.util.Map;
import java.util.Optional;

/**
 * The life of a source's owner on one node: what each state makes of each signal, and what is to be done then. Anything that
 * is not here cannot happen.
 */
public enum OwnerLife {
    /** Nothing runs; it is tried again after a pause. */
    PAUSING,
    /** The epoch is being raised. */
    TAKING,
    /** The source is being started. */
    STARTING,
    /** The source runs. */
    RUNNING,
    /** The source is being closed, since somebody else has taken it over or it has failed; taken over again after a pause. */
    CLOSING,
    /** What is under way is waited for, and the source closed, after which this owner ends. */
    STOPPING,
    /** It is over. */
    STOPPED;

    /** What can happen to an owner. */
    public enum Signal {
        /** The pause is over, and this node may act. */
        RETRY,
        /** The epoch is this owner's. */
        TAKEN,
        /** The epoch could not be raised, or was raised by somebody else at the same time. */
        NOT_TAKEN,
        /** The source was started. */
        STARTED,
        /** The source could not be started; it is closed. */
        FAILED,
        /** The source, though started, does not work any more. */
        DIED,
        /** Somebody else has raised the epoch. */
        REPLACED,
        /** The source is closed, and what it had published and saved is finished. */
        CLOSED,
        /** The owner is to end. */
        STOP
    }

    /** What an owner does next. */
    public enum Action {
        /** Nothing; something is under way. */
        NONE,
        /** Raise the epoch. */
        TAKE,
        /** Start the source. */
        START,
        /** Cut the source off, and close it once its start has returned. */
        CLOSE,
        /** Signal RETRY after a while. */
        PAUSE,
        /** End. */
        END
    }

    /**
     * What a signal leads to.
     *
     * @param next the state after it
     * @param action what to do
     */
    public record Step(OwnerLife next, Action action) {}

    private static final Step PAUSE = new Step(PAUSING, Action.PAUSE);
    private static final Step END = new Step(STOPPED, Action.END);
    private static final Step GO_ON_CLOSING = new Step(CLOSING, Action.NONE);
    private static final Step GO_ON_STOPPING = new Step(STOPPING, Action.NONE);

    private static final Map<OwnerLife, Map<Signal, Step>> TABLE = Map.of(
            PAUSING, Map.of(Signal.RETRY, new Step(TAKING, Action.TAKE), Signal.STOP, END),
            TAKING,
                    Map.of(
                            Signal.TAKEN, new Step(STARTING, Action.START),
                            Signal.NOT_TAKEN, PAUSE,
                            // An answer that is on its way must not fence the next owner after this one has ended.
                            Signal.STOP, GO_ON_STOPPING),
            STARTING,
                    Map.of(
                            Signal.STARTED, new Step(RUNNING, Action.NONE),
                            Signal.FAILED, PAUSE,
                            Signal.REPLACED, new Step(CLOSING, Action.CLOSE),
                            Signal.STOP, new Step(STOPPING, Action.CLOSE)),
            RUNNING,
                    Map.of(
                            Signal.DIED, new Step(CLOSING, Action.CLOSE),
                            Signal.REPLACED, new Step(CLOSING, Action.CLOSE),
                            Signal.STOP, new Step(STOPPING, Action.CLOSE)),
            CLOSING,
                    Map.of(
                            Signal.STARTED, GO_ON_CLOSING,
                            Signal.DIED, GO_ON_CLOSING,
                            Signal.REPLACED, GO_ON_CLOSING,
                            Signal.FAILED, PAUSE,
                            Signal.CLOSED, PAUSE,
                            Signal.STOP, GO_ON_STOPPING),
            STOPPING,
                    Map.of(
                            Signal.TAKEN, END,
                            Signal.NOT_TAKEN, END,
                            Signal.STARTED, GO_ON_STOPPING,
                            Signal.DIED, GO_ON_STOPPING,
                            Signal.REPLACED, GO_ON_STOPPING,
                            Signal.FAILED, END,
                            Signal.CLOSED, END,
                            Signal.STOP, GO_ON_STOPPING),
            STOPPED, Map.of());

    /** What a signal leads to; empty where it cannot happen in this state. */
    public Optional<Step> on(Signal signal) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(signal));
    }
}
