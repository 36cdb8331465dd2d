package dev.vigil.engine.ownership;

import java.util.concurrent.CompletionStage;

/** Writes the positions of one owner where a later one finds them. */
@FunctionalInterface
public interface PositionWriter {
    /**
     * Writes a position; false if this owner has been replaced. The stage fails if it is not known.
     *
     * @param number one more than that of the position before
     */
    CompletionStage<Boolean> write(long number, String position);
}
