package dev.vigil.engine.delivery;

import java.time.Duration;

/**
 * How much a slot sends ahead.
 *
 * @param windowBytes how many bytes of events may be unconfirmed for one sensor and slot before it is fed from the
 *     journal
 * @param blockBytes how large one block may be, as long as it has more than one event
 * @param resendAfter how long to wait for a confirmation before sending again
 */
public record FeedSettings(int windowBytes, int blockBytes, Duration resendAfter) {
    /** Blocks below Artery's frame limit, windows of a few blocks. */
    public static final FeedSettings DEFAULT = new FeedSettings(1 << 20, 128 << 10, Duration.ofSeconds(1));
}
