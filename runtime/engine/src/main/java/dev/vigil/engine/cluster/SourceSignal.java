package dev.vigil.engine.cluster;

import dev.vigil.engine.journal.SourceTable;
import dev.vigil.engine.ownership.SourceRun;
import java.util.Optional;

/** What the owner of a source is told by its own parts; never leaves the node. The generation tells runs apart. */
sealed interface SourceSignal extends SourceCommand {
    /**
     * The epoch was raised, or was not.
     *
     * @param taken none where somebody else was first, or the database did not do it
     * @param trouble why not
     */
    record Asked(Optional<SourceTable.Taken> taken, String trouble) implements SourceSignal {}

    /** The run of the source says something. */
    record Ran(long generation, SourceRun.Signal signal) implements SourceSignal {}

    /** The database says whether the epoch is still this owner's; as long as it says nothing, it is. */
    record Looked(long generation, boolean isOwner) implements SourceSignal {}

    /** The source has had its time to close. */
    record GaveUp(long generation) implements SourceSignal {}

    /** Time has passed. */
    enum Tick implements SourceSignal {
        /** Take the source over. */
        RETRY,
        /** See whether somebody else has taken it over. */
        LOOK
    }

    /** Close the source and end. */
    record Stop() implements SourceSignal {}
}
