package dev.vigil.engine.simulation;

import dev.vigil.api.Event;
import dev.vigil.api.TraceContext;
import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.slot.PendingFiring;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        var result = result(firing, broken);
        if (result instanceof FiringResult.Delivered) {
            sink.computeIfAbsent(firing.id(), _ -> new ArrayList<>())
                    .add(from.slot().sensorName(firing.sensor()) + " " + firing.key() + " "
                            + new String(firing.payload(), StandardCharsets.UTF_8) + within(firing.trace()));
        }
        // A failure that came twice could not be told from that of a redrive: dispatch tells of each run once.
        int times = !broken && world.faulty && chance.perMille(100) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            world.after(chance.between(0, 30), () -> from.firingEnded(result));
        }
    }

    /** Where in a trace something belongs, for the end of a line. */
    static String within(Optional<TraceContext> trace) {
        return trace.map(place -> " in " + place.traceparent() + " " + place.tracestate())
                .orElse("");
    }

    private static FiringResult result(PendingFiring firing, boolean broken) {
        if (broken) {
            return new FiringResult.Exhausted(firing.id(), "broken", 3);
        }
        return firing.trigger().equals("relay")
                ? new FiringResult.Published(firing.id(), relayed(firing), 1)
                : new FiringResult.Delivered(firing.id(), 1);
    }

    /** The event that a firing of that payload becomes: a child as the sensor that publishes makes it. */
    private static Event relayed(PendingFiring firing) {
        var parent = new String(firing.payload(), StandardCharsets.UTF_8).replace("\"", "");
        return Event.of("chain", firing.id(), "b.child")
                .subject("k" + Math.floorMod(parent.hashCode(), 7))
                .build();
    }
}
