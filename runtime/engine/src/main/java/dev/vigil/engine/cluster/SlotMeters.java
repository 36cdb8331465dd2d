package dev.vigil.engine.cluster;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of one slot while it is on this node. Thread-safe. */
final class SlotMeters {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder records = new LongAdder();

    SlotMeters(MeterRegistry registry, int slot) {
        var tags = List.of(Tag.of("slot", Integer.toString(slot)));
        registry.more().counter("vigil.events.accepted", tags, accepted);
        registry.more().counter("vigil.events.duplicates", tags, duplicates);
        registry.more().counter("vigil.slot.records", tags, records);
    }

    /** A record with that many events is on disk. */
    void committed(int events) {
        accepted.add(events);
        records.increment();
    }

    /** So many events had been accepted before. */
    void duplicates(int events) {
        duplicates.add(events);
    }
}
