package dev.vigil.engine.cluster;

import dev.vigil.engine.ReplayView;
import dev.vigil.engine.ReplayView.Stage;
import java.util.function.Supplier;

/** Waits for replays. */
final class Replayed {
    private Replayed() {}

    /** The replay of a sensor when it is the sensor's state in all slots. */
    static ReplayView await(Supplier<PekkoEngine> engine, String sensor) throws Exception {
        TickerLog.await("the replay of " + sensor + " is over", () -> isDone(engine, sensor));
        return TallyNodes.get(engine.get().replay(sensor)).orElseThrow();
    }

    private static boolean isDone(Supplier<PekkoEngine> engine, String sensor) {
        try {
            return TallyNodes.get(engine.get().replay(sensor))
                    .filter(replay -> replay.stage() == Stage.DONE)
                    .isPresent();
        } catch (Exception e) {
            return false; // while slots move
        }
    }
}
