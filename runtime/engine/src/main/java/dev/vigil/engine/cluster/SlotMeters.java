package dev.vigil.engine.cluster;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of one slot while it is on this node. Thread-safe. */
final class SlotMeters {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder recordBytes = new LongAdder();
    private final LongAdder writeNanos = new LongAdder();

    SlotMeters(MeterRegistry registry, int slot) {
        var tags = List.of(Tag.of("slot", Integer.toString(slot)));
        registry.more().counter("vigil.events.accepted", tags, accepted);
        registry.more().counter("vigil.events.duplicates", tags, duplicates);
        registry.more().counter("vigil.slot.records", tags, records);
        FunctionCounter.builder("vigil.slot.records.size", recordBytes, LongAdder::sum)
                .description("Size of a slot's records, compressed, added up")
                .baseUnit("bytes")
                .tags(tags)
                .register(registry);
        FunctionCounter.builder("vigil.slot.records.write", writeNanos, nanos -> nanos.sum() / 1e9)
                .description("Time from handing a slot's records to the journal to their being on disk, added up")
                .baseUnit("seconds")
                .tags(tags)
                .register(registry);
    }

    /** A record with that many events, of that many bytes, is on disk, so long after it was handed to the journal. */
    void committed(int events, int bytes, long nanos) {
        accepted.add(events);
        records.increment();
        recordBytes.add(bytes);
        writeNanos.add(nanos);
    }

    /** So many events had been accepted before. */
    void duplicates(int events) {
        duplicates.add(events);
    }
}
