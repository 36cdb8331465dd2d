package dev.vigil.engine.cluster;

import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.journal.Journal;
import dev.vigil.engine.journal.LogReader;
import java.util.List;
import java.util.Optional;

/** What a slot is told by its own parts; never leaves the node. The generation tells incarnations apart. */
sealed interface SlotSignal extends SlotCommand {
    /** The journal says something. */
    record FromJournal(long generation, Journal.Signal signal) implements SlotSignal {}

    /** Firings have ended. */
    record FiringsEnded(long generation, List<FiringResult> results) implements SlotSignal {}

    /** The slot may read what its sensors have not had. */
    record CatchUpTurn(long generation) implements SlotSignal {}

    /** Records were read, for sensors that are behind or to open the slot; none where reading failed. */
    record LogRead(long generation, Optional<List<LogReader.Stored>> records) implements SlotSignal {}

    /** Time has passed. */
    enum Tick implements SlotSignal {
        /** Look for what has to be sent again. */
        RESEND,
        /** A sensor's timer is due. */
        TIMER,
        /** Begin the next incarnation. */
        RETRY
    }
}
