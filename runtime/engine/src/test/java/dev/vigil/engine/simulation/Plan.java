package dev.vigil.engine.simulation;

import dev.vigil.engine.slot.Retention;

/**
 * The shape of one run.
 *
 * @param seed all else follows from it
 * @param slots how many slots
 * @param events how many events the sources send
 * @param durationMillis how long faults happen; after that everything is whole
 * @param loss how many messages in a thousand are lost
 * @param repeat how many messages in a thousand come twice
 * @param slow how many messages in a thousand take very long
 * @param writeFault how many writes in a thousand fail or seem to
 * @param crash how many crashes there are in all
 * @param takeover how many times a slot is started elsewhere while the old one still runs
 * @param snapshot after how many commits in a thousand a snapshot is taken
 * @param windowBytes how much a feed sends ahead
 * @param outstandingFirings when a sensor is held
 * @param keepsConfirmations whether confirmations in a step that came to nothing go into the next
 * @param retention how much of each log is kept
 * @param deadLetters how many of a sensor's hold it, until the last fault is over: then a person allows any number
 * @param replays how many replays a person begins; such a person leaves dead letters and sensors alone
 * @param mutation what is broken on purpose
 */
record Plan(
        long seed,
        int slots,
        int events,
        int durationMillis,
        int loss,
        int repeat,
        int slow,
        int writeFault,
        int crash,
        int takeover,
        int snapshot,
        int windowBytes,
        int outstandingFirings,
        boolean keepsConfirmations,
        Retention retention,
        int deadLetters,
        int replays,
        Mutation mutation) {
    static Plan of(long seed, Mutation mutation) {
        var chance = new Chance(seed ^ 0x5EED);
        boolean calm = chance.perMille(150);
        return new Plan(
                seed,
                chance.between(3, 5),
                chance.between(20, 110),
                chance.between(600, 2_500),
                calm ? 0 : chance.oneOf(java.util.List.of(0, 30, 150, 300)),
                calm ? 0 : chance.oneOf(java.util.List.of(0, 50, 200)),
                calm ? 0 : chance.oneOf(java.util.List.of(0, 50, 200)),
                calm ? 0 : chance.oneOf(java.util.List.of(0, 20, 80)),
                calm ? 0 : chance.between(0, 10),
                calm ? 0 : chance.between(0, 6),
                chance.oneOf(java.util.List.of(0, 50, 300)),
                chance.oneOf(java.util.List.of(1, 300, 800, 1 << 20)),
                chance.oneOf(java.util.List.of(1, 3, 1000)),
                chance.perMille(500),
                new Retention(
                        chance.oneOf(java.util.List.of(Long.MAX_VALUE, Long.MAX_VALUE, 20L, 150L, 500L)),
                        chance.oneOf(java.util.List.of(Long.MAX_VALUE, 1L, 600L, 4_000L))),
                chance.oneOf(java.util.List.of(1, 3, Integer.MAX_VALUE)),
                0,
                mutation);
    }

    /** The same, where everything is kept. */
    Plan keepingAll() {
        return with(Retention.ALL, replays);
    }

    /** The same with replays, for which everything is kept. */
    Plan replaying(int count) {
        return with(Retention.ALL, count);
    }

    /** The same with replays, while logs are cut. */
    Plan replayingWhatIsKept(int count) {
        return with(retention, count);
    }

    private Plan with(Retention kept, int count) {
        return new Plan(
                seed,
                slots,
                events,
                durationMillis,
                loss,
                repeat,
                slow,
                writeFault,
                crash,
                takeover,
                snapshot,
                windowBytes,
                outstandingFirings,
                keepsConfirmations,
                kept,
                deadLetters,
                count,
                mutation);
    }
}
