package dev.vigil.engine.slot;

import dev.vigil.api.StartPosition;
import dev.vigil.engine.sensor.SensorRunner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Where in its slot's log each sensor begins that has not been here before, or was dropped. A time may have to be looked for in records
 * that the slot no longer remembers. Not thread-safe.
 */
final class Starts {
    private final SlotState state;
    private final Map<String, TimeSearch> searches = new LinkedHashMap<>();

    Starts(List<? extends SensorRunner<?>> runners, SlotState state) {
        this.state = state;
        for (var runner : runners) {
            var slice = state.byName.get(runner.name());
            if (slice == null || slice.isDropped) {
                searches.put(runner.name(), search(runner.subscription().start()));
            }
        }
    }

    private TimeSearch search(StartPosition start) {
        return switch (start) {
            case StartPosition.Earliest _ -> TimeSearch.ended(state.log.begin().offset());
            case StartPosition.Latest _ -> TimeSearch.ended(state.nextOffset);
            case StartPosition.At(var time) -> state.log.search(millis(time), state.sequence, state.nextOffset);
        };
    }

    /** As far as milliseconds reach: a sensor may say the end of time. */
    private static long millis(Instant time) {
        if (time.isBefore(Instant.ofEpochMilli(Long.MIN_VALUE))) {
            return Long.MIN_VALUE;
        }
        return time.isAfter(Instant.ofEpochMilli(Long.MAX_VALUE)) ? Long.MAX_VALUE : time.toEpochMilli();
    }

    /** The sequence number of a record that has to be read; empty when all is known. */
    OptionalLong next() {
        return searches.values().stream()
                .map(TimeSearch::next)
                .flatMapToLong(OptionalLong::stream)
                .findFirst();
    }

    /** Takes a record that had to be read. */
    void read(SlotRecord record) {
        searches.values().stream()
                .filter(search -> search.next().equals(OptionalLong.of(record.sequence())))
                .forEach(search -> search.read(record));
    }

    /** The sensors that are new or come back, each with the offset after which it begins. */
    List<SlotRecord.Registered> registered() {
        if (next().isPresent()) {
            throw new IllegalStateException("record " + next().getAsLong() + " was not read");
        }
        var registered = new ArrayList<SlotRecord.Registered>();
        int next = state.sensors.size();
        for (var search : searches.entrySet()) {
            var dropped = state.byName.get(search.getKey());
            int id = dropped == null ? next++ : dropped.id;
            registered.add(new SlotRecord.Registered(
                    id, search.getKey(), search.getValue().offset() - 1));
        }
        return registered;
    }
}
