package dev.vigil.engine.simulation;

import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.slot.PendingFiring;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Dispatch and the world behind it: takes firings, loses its memory with the incarnation that handed them over. */
final class Outside {
    private final World world;
    private final Chance chance;
    /** What reached the sink, by idempotency key. */
    private final Map<String, List<String>> sink = new TreeMap<>();

    Outside(World world, Chance chance) {
        this.world = world;
        this.chance = chance;
    }

    Map<String, List<String>> sink() {
        return sink;
    }

    void dispatch(Incarnation from, PendingFiring firing) {
        world.after(chance.between(1, world.faulty ? 120 : 20), () -> attempt(from, firing));
    }

    private void attempt(Incarnation from, PendingFiring firing) {
        if (!from.isAlive()) {
            return; // its process is gone, with all that it had not carried out
        }
        boolean broken = firing.trigger().equals("broken") && !world.sensors.isRepaired(firing.id());
        FiringResult result = broken
                ? new FiringResult.Exhausted(firing.id(), "broken", 3)
                : new FiringResult.Delivered(firing.id(), 1);
        if (result instanceof FiringResult.Delivered) {
            sink.computeIfAbsent(firing.id(), _ -> new ArrayList<>())
                    .add(from.slot().sensorName(firing.sensor()) + " " + firing.key() + " "
                            + new String(firing.payload(), StandardCharsets.UTF_8));
        }
        // A failure that came twice could not be told from that of a redrive: dispatch tells of each run once.
        int times = !broken && world.faulty && chance.perMille(100) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            world.after(chance.between(0, 30), () -> from.firingEnded(result));
        }
    }
}
