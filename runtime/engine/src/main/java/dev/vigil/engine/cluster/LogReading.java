package dev.vigil.engine.cluster;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Reads a slot's log for it, one stretch at a time, when it is the slot's turn; what was read comes as a signal. Not thread-safe.
 */
final class LogReading {
    /** What is read is handled in one step, for which all else waits: with a mebibyte, tenths of a second under a replay. */
    private static final int MOST_BYTES = 320 << 10;

    private final ActorContext<SlotCommand> context;
    private final SlotServices services;
    private final int number;
    private Optional<CompletionStage<CatchUp.Turn>> turn = Optional.empty();
    private boolean isUnderWay;

    LogReading(ActorContext<SlotCommand> context, SlotServices services, int number) {
        this.context = context;
        this.services = services;
        this.number = number;
    }

    boolean isUnderWay() {
        return isUnderWay;
    }

    /** Reads records for that generation. */
    void begin(long generation, long fromSequence, long toSequence) {
        isUnderWay = true;
        context.pipeToSelf(
                services.log().read(number, fromSequence, toSequence, MOST_BYTES),
                (records, _) -> new SlotSignal.LogRead(generation, Optional.ofNullable(records)));
    }

    /** Asks for a turn to read what sensors have not had, where some are behind; the turn before is over. */
    void askIfBehind(long generation, Incarnation current) {
        endTurn();
        if (current.behind().isPresent()) {
            isUnderWay = true;
            var asked = services.catchUp().ask();
            turn = Optional.of(asked);
            context.pipeToSelf(asked, (_, _) -> new SlotSignal.CatchUpTurn(generation));
        }
    }

    /** It is that generation's turn. */
    void begin(long generation, Incarnation current) {
        var stretch = current.beginStretch();
        if (stretch.isPresent()) {
            begin(generation, stretch.get().fromSequence(), stretch.get().toSequence());
        } else {
            ended();
            endTurn();
        }
    }

    /** What was read has been handled, or nobody waits for it any more: it is another slot's turn. */
    void endTurn() {
        turn.ifPresent(asked -> asked.thenAccept(CatchUp.Turn::end));
        turn = Optional.empty();
    }

    /** The stretch has been read, or nobody waits for it any more. */
    void ended() {
        isUnderWay = false;
    }
}
