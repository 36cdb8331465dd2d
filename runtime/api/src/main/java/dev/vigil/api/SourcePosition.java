package dev.vigil.api;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Up to where the events of a source that runs on one node are known to be on the bus, in words of the source's own; kept in
 * the journal's database, for whoever owns the source next.
 *
 * <p>Threading: safe to share; never blocks. Positions are written in the order in which they were given; of those that wait
 * only the last one is written.
 */
public interface SourcePosition {
    /** How long a position may be, in UTF-8. */
    int MOST_BYTES = 64 << 10;

    /** What was saved last, by this owner or by the ones before it; empty where nothing ever was. */
    Optional<String> last();

    /**
     * Keeps a position. To be called only when the outcome of publishing said that everything up to it was accepted: what
     * lies before it is never asked for again. The stage completes, always normally.
     *
     * @throws IllegalArgumentException if it is longer than {@link #MOST_BYTES}, or no text that a database keeps: the
     *     character 0, half of a surrogate pair
     */
    CompletionStage<Saved> save(String position);

    /** What became of a position. */
    enum Saved {
        /** It, or one that was given after it, is on disk. */
        SAVED,
        /**
         * Refused, since this source has been taken over by another owner. It is about to be closed, and nothing that it
         * publishes is taken any more.
         */
        REPLACED,
        /** The database did not answer: it may be on disk or not. To be saved again, or the next one after it. */
        UNKNOWN
    }
}
