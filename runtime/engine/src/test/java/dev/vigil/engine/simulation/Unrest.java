package dev.vigil.engine.simulation;

import dev.vigil.engine.delivery.Feeds;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.Slot;
import java.util.ArrayList;
import java.util.List;

/** What a slot has still to do, as far as its state and its feeds tell. */
final class Unrest {
    private Unrest() {}

    static List<String> of(World world, int number, Slot slot, List<SensorRunner<?>> runners, Feeds feeds) {
        var unrest = new ArrayList<String>();
        var name = "slot " + number + ": ";
        slot.behindAfter().ifPresent(after -> unrest.add(name + "behind after " + after));
        slot.nextTimer().ifPresent(at -> unrest.add(name + "timer at " + at));
        slot.firings().forEach(firing -> unrest.add(name + firing));
        for (int target = 0; target < world.plan.slots(); target++) {
            long has = world.current.get(target).slot().publicationsReceived(number);
            for (var publication : slot.publications(target)) {
                if (publication.sequence() > has) {
                    unrest.add(name + "publication " + publication.sequence() + " for " + target);
                }
            }
            for (var runner : runners) {
                if (!feeds.isIdle(runner.name(), target)) {
                    unrest.add(name + "feed " + runner.name() + " to " + target);
                }
            }
        }
        return unrest;
    }
}
