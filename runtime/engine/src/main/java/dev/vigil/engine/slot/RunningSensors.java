package dev.vigil.engine.slot;

import dev.vigil.engine.sensor.Router;
import dev.vigil.engine.sensor.SensorRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/**
 * The sensors that run in a slot at present, each with its place in the configuration and its slice of the state; after
 * them the replays that are under way, each with the sensor's own runner.
 */
final class RunningSensors {
    private static final int NONE = -1;

    private final List<SensorRunner<?>> runners = new ArrayList<>();
    private final List<SensorSlice> slices = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Router router;
    private final int configured;
    /** By place of a sensor: that of its replay; by place of a replay: that of its sensor. */
    private final int[] partners;

    /** All of these sensors must be registered in the state. */
    RunningSensors(List<? extends SensorRunner<?>> configured, SlotState state) {
        this.configured = configured.size();
        this.router = new Router(configured);
        for (var runner : configured) {
            var slice = state.byName.get(runner.name());
            if (slice == null) {
                throw new IllegalStateException("sensor " + runner.name() + " is not registered");
            }
            add(runner, slice);
        }
        this.partners = new int[2 * configured.size()];
        Arrays.fill(partners, NONE);
        for (int place = 0; place < configured.size(); place++) {
            var replay = slices.get(place).replay;
            if (replay != null && slices.get(place).isReplayed()) {
                partners[place] = slices.size();
                partners[slices.size()] = place;
                add(configured.get(place), replay);
            }
        }
    }

    private void add(SensorRunner<?> runner, SensorSlice slice) {
        places.put(slice.name, slices.size());
        runners.add(runner);
        slices.add(slice);
    }

    /** How many there are, with the replays. */
    int count() {
        return slices.size();
    }

    /** How many sensors there are; their places come first. */
    int sensors() {
        return configured;
    }

    SensorRunner<?> runner(int place) {
        return runners.get(place);
    }

    SensorSlice slice(int place) {
        return slices.get(place);
    }

    /** The place of a sensor or a replay; -1 where it does not run. */
    int placeOf(String name) {
        return places.getOrDefault(name, NONE);
    }

    boolean isReplay(int place) {
        return place >= configured;
    }

    /** The place of a sensor's replay; -1 where none is under way. */
    int replayOf(int sensor) {
        return partners[sensor];
    }

    /** The place of the sensor that is replayed. */
    int livingOf(int replay) {
        return partners[replay];
    }

    /** The places of the replays. */
    IntStream replays() {
        return IntStream.range(configured, count());
    }

    /** The offset after which the sensor that is furthest behind has to be fed, those left out that cannot go on. */
    OptionalLong behindAfter(SlotState state) {
        return IntStream.range(0, count())
                .filter(place -> slices.get(place).received[state.slot()] < mayReach(place, state))
                .mapToLong(place -> slices.get(place).received[state.slot()])
                .min();
    }

    /** A replay goes no further than its sensor. */
    private long mayReach(int place, SlotState state) {
        var slice = slices.get(place);
        if (isReplay(place)) {
            return state.isWaiting(slice)
                    ? slice.received[state.slot()]
                    : slices.get(livingOf(place)).received[state.slot()];
        }
        return state.isHeld(slice) ? slice.received[state.slot()] : state.nextOffset - 1;
    }

    Router router() {
        return router;
    }
}
