package dev.vigil.benchmarks.parts;

import dev.vigil.benchmarks.engine.Workload;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.slot.Inputs;
import java.util.List;

/** Blocks of readings, as slots get them. */
final class Blocks {
    private static final int BYTES_PER_EVENT = 400;

    private Blocks() {}

    /** So many events of a run, from the n-th on. */
    static EventBlock of(Workload workload, String run, long first, int count) {
        var writer = new EventBlockWriter(BYTES_PER_EVENT * count);
        for (int i = 0; i < count; i++) {
            writer.add(workload.event(run, first + i), false);
        }
        return writer.take();
    }

    /** What a slot has to do where a source has published that, and nothing else has come. */
    static Inputs published(EventBlock block) {
        return new Inputs(List.of(block), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
