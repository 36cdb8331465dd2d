package dev.vigil.engine.sensor;

import dev.vigil.engine.event.BlockEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sensors that want an event, by its source and type. What was found once is remembered, so that the cost does
 * not grow with the number of sensors. Not thread-safe: each slot has its own.
 */
public final class Router {
    /** More kinds of events than this in one slot, and the memory is begun anew. */
    private static final int MOST_KINDS = 10_000;
    /** Names longer than this are looked up every time, so that they do not fill the memory. */
    private static final int MOST_CHARS = 512;

    private final List<? extends SensorRunner<?>> sensors;
    private final Map<Kind, int[]> known = new HashMap<>();
    private @Nullable BlockEvent last;
    private int[] lastFound = {};

    private record Kind(String source, String type) {}

    /** A router over sensors, each named by its place in the list. */
    public Router(List<? extends SensorRunner<?>> sensors) {
        this.sensors = sensors;
    }

    /** The places of the sensors that want the event, ascending; not to be changed. */
    public int[] route(BlockEvent event) {
        if (last == null || !event.isOfKind(last)) {
            lastFound = routes(new Kind(event.source(), event.type()));
            last = event;
        }
        return lastFound;
    }

    private int[] routes(Kind kind) {
        if (kind.source().length() + kind.type().length() > MOST_CHARS) {
            return find(kind);
        }
        if (known.size() > MOST_KINDS) {
            known.clear();
        }
        return known.computeIfAbsent(kind, this::find);
    }

    private int[] find(Kind kind) {
        return java.util.stream.IntStream.range(0, sensors.size())
                .filter(i -> sensors.get(i).wants(kind.type(), kind.source()))
                .toArray();
    }
}
