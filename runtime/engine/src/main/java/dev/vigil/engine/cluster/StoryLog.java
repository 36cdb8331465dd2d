package dev.vigil.engine.cluster;

import dev.vigil.engine.journal.LogReader;
import dev.vigil.engine.slot.RecordCodec;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.story.RecordSearch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** Reads records for the story of an event, never more of them than can be read while a person waits. Thread-safe. */
final class StoryLog {
    /** A search jumps: what it reads around a place is mostly of no use. */
    private static final int SEARCH_BYTES = 1 << 18;

    private static final int SCAN_BYTES = 1 << 20;
    private static final int MOST_SCAN_BYTES = 4 << 20;
    private static final int MOST_SCAN_RECORDS = 4_096;

    private final LogReader log;

    StoryLog(LogReader log) {
        this.log = log;
    }

    /** Reads what a search asks for, until it is over. */
    CompletionStage<Optional<SlotRecord>> find(int slot, RecordSearch search) {
        var next = search.next();
        if (next.isEmpty()) {
            return CompletableFuture.completedFuture(search.found());
        }
        return read(slot, next.get(), SEARCH_BYTES).thenCompose(records -> {
            search.read(records);
            return find(slot, search);
        });
    }

    /** The first records of a stretch, as many as a search takes at a time. */
    CompletionStage<List<SlotRecord>> some(int slot, RecordSearch.Stretch stretch) {
        return read(slot, stretch, SEARCH_BYTES);
    }

    /**
     * Reads on from a record, until nothing more is wanted, or there is no more, or it has become too much.
     *
     * @param wantsMore takes each record, and tells whether the next one is wanted
     * @return completes with how many records were read
     */
    CompletionStage<Integer> scan(int slot, RecordSearch.Stretch stretch, Predicate<SlotRecord> wantsMore) {
        return scan(slot, stretch, wantsMore, 0, 0);
    }

    private CompletionStage<Integer> scan(
            int slot, RecordSearch.Stretch stretch, Predicate<SlotRecord> wantsMore, int bytes, int count) {
        if (stretch.from() > stretch.to() || bytes >= MOST_SCAN_BYTES || count >= MOST_SCAN_RECORDS) {
            return CompletableFuture.completedFuture(count);
        }
        return log.read(slot, stretch.from(), stretch.to(), SCAN_BYTES).thenCompose(stored -> {
            int readBytes = bytes;
            int readCount = count;
            for (var one : stored) {
                readBytes += one.record().length;
                readCount++;
                if (!wantsMore.test(decoded(slot, one))) {
                    return CompletableFuture.completedFuture(readCount);
                }
            }
            return stored.isEmpty()
                    ? CompletableFuture.completedFuture(readCount)
                    : scan(
                            slot,
                            new RecordSearch.Stretch(stored.getLast().sequence() + 1, stretch.to()),
                            wantsMore,
                            readBytes,
                            readCount);
        });
    }

    private CompletionStage<List<SlotRecord>> read(int slot, RecordSearch.Stretch stretch, int bytes) {
        return log.read(slot, stretch.from(), stretch.to(), bytes)
                .thenApply(
                        stored -> stored.stream().map(one -> decoded(slot, one)).toList());
    }

    private static SlotRecord decoded(int slot, LogReader.Stored stored) {
        return RecordCodec.decode(stored.record(), "slot " + slot + ", record " + stored.sequence());
    }
}
