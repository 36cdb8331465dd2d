package dev.vigil.engine.slot;

import dev.vigil.engine.sensor.Router;
import dev.vigil.engine.sensor.SensorRunner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** The sensors that run in a slot at present, each with its place in the configuration and its slice of the state. */
final class RunningSensors {
    private final List<? extends SensorRunner<?>> runners;
    private final List<SensorSlice> slices = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Router router;

    /** All of these sensors must be registered in the state. */
    RunningSensors(List<? extends SensorRunner<?>> runners, SlotState state) {
        this.runners = runners;
        this.router = new Router(runners);
        for (var runner : runners) {
            var slice = state.byName.get(runner.name());
            if (slice == null) {
                throw new IllegalStateException("sensor " + runner.name() + " is not registered");
            }
            places.put(runner.name(), slices.size());
            slices.add(slice);
        }
    }

    int count() {
        return slices.size();
    }

    SensorRunner<?> runner(int place) {
        return runners.get(place);
    }

    SensorSlice slice(int place) {
        return slices.get(place);
    }

    /** The place of a sensor; -1 where it does not run. */
    int placeOf(String sensor) {
        return places.getOrDefault(sensor, -1);
    }

    /** The offset after which the sensor that is furthest behind has to be fed, those that are held left out. */
    OptionalLong behindAfter(SlotState state) {
        return slices.stream()
                .filter(slice -> !state.isHeld(slice))
                .mapToLong(slice -> slice.received[state.slot()])
                .filter(received -> received < state.nextOffset - 1)
                .min();
    }

    Router router() {
        return router;
    }
}
