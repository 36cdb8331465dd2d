package dev.vigil.engine.cluster;

import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** Reads a slot's log for it, one stretch at a time; what was read comes as a signal. Not thread-safe. */
final class LogReading {
    /** What is read is handled in one step, for which all else waits: with a mebibyte, tenths of a second under a replay. */
    private static final int MOST_BYTES = 256 << 10;

    private final ActorContext<SlotCommand> context;
    private final SlotServices services;
    private final int number;
    private boolean isUnderWay;

    LogReading(ActorContext<SlotCommand> context, SlotServices services, int number) {
        this.context = context;
        this.services = services;
        this.number = number;
    }

    boolean isUnderWay() {
        return isUnderWay;
    }

    /** Begins to read for that generation. */
    void begin(long generation, long fromSequence, long toSequence) {
        isUnderWay = true;
        context.pipeToSelf(
                services.log().read(number, fromSequence, toSequence, MOST_BYTES),
                (records, _) -> new SlotSignal.LogRead(generation, Optional.ofNullable(records)));
    }

    /** The stretch has been read, or nobody waits for it any more. */
    void ended() {
        isUnderWay = false;
    }
}
