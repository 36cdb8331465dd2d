package dev.vigil.engine.cluster;

import dev.vigil.api.Event;
import dev.vigil.engine.EventStory;
import dev.vigil.engine.FoundEvent;
import dev.vigil.engine.LogBeginsLaterException;
import dev.vigil.engine.LogPage;
import dev.vigil.engine.SensorStory;
import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.story.Position;
import dev.vigil.engine.story.RecordSearch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds events, and tells what became of them: asks the slots that know, and reads little of their journals. Thread-safe. */
final class StoryQueries {
    private final SlotAnswers slots;
    private final SlotServices services;
    private final LogPlaces places;
    private final StoryLog log;
    private final SensorStories sensors;

    StoryQueries(SlotAnswers slots, SlotServices services) {
        this.slots = slots;
        this.services = services;
        this.places = new LogPlaces(slots);
        this.log = new StoryLog(services.log());
        this.sensors = new SensorStories(slots, log);
    }

    /** What became of the event at an offset; empty where there is none. */
    CompletionStage<Optional<EventStory>> story(int partition, long offset) {
        return places.place(partition, offset)
                .thenCompose(place -> record(partition, offset, place))
                .thenCompose(record -> told(partition, offset, record));
    }

    private CompletionStage<Optional<SlotRecord>> record(int partition, long offset, SlotRequest.LogPlace place) {
        if (offset < 0 || offset >= place.nextOffset()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        long from = place.fromSequence();
        return log.find(partition, new RecordSearch(Position.log(), offset, from, place.toSequence(), from))
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedFuture(found)
                        : places.place(partition, offset).thenApply(_ -> found)); // it may have been deleted meanwhile
    }

    private CompletionStage<Optional<EventStory>> told(int partition, long offset, Optional<SlotRecord> record) {
        return record.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : told(partition, offset, record.get()).thenApply(Optional::of);
    }

    private CompletionStage<EventStory> told(int partition, long offset, SlotRecord record) {
        var event = event(record, offset);
        var subject = new SensorStories.Taken(partition, offset, record, event);
        var parts = services.runners().stream()
                .map(runner -> sensors.of(runner, subject).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(_ -> {
            List<SensorStory> stories =
                    parts.stream().map(CompletableFuture::join).toList();
            return new EventStory(partition, offset, Instant.ofEpochMilli(record.atMillis()), event, stories);
        });
    }

    private static BlockEvent event(SlotRecord record, long offset) {
        long at = record.firstOffset();
        for (var event : record.events()) {
            if (at++ == offset) {
                return event;
            }
        }
        throw new IllegalStateException("record " + record.sequence() + " does not hold offset " + offset);
    }

    /** The event of that identity, among those that the dedupe windows remember. */
    CompletionStage<Optional<FoundEvent>> find(String source, String id) {
        var wanted = identity(Event.of(source, id, "any").build());
        return slots.<SlotRequest.Ranks>ofAll(replyTo -> new SlotRequest.GetRanks(wanted, replyTo))
                .thenCompose(all -> all.stream()
                        .filter(ranks -> ranks.ranks()[0] >= 0)
                        .findFirst()
                        .map(ranks -> find(source, id, ranks))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty())));
    }

    /**
     * Looks in the journal of the slot that remembers it. Were all events from outside, its rank would tell its offset; those
     * that sensors published come between, so it is at that offset or before.
     */
    private CompletionStage<Optional<FoundEvent>> find(String source, String id, SlotRequest.Ranks ranks) {
        long wanted = ranks.ranks()[0];
        long latest = ranks.nextOffset() - 1 - (ranks.newest() - wanted);
        return places.place(ranks.slot(), Math.max(0, latest)).thenCompose(place -> {
            var known = new HashMap<Long, Long>();
            Position rank = record -> {
                var told = known.get(record.sequence());
                return told == null ? OptionalLong.empty() : OptionalLong.of(told);
            };
            var search =
                    new RecordSearch(rank, wanted, place.firstSequence(), place.toSequence(), place.fromSequence());
            return findRank(ranks.slot(), search, known)
                    .thenApply(record -> record.map(found -> entry(found, source, id)
                            .map(entry -> new FoundEvent(ranks.slot(), entry))
                            // Whoever comes first of those that are kept came after it.
                            .orElseThrow(() -> new LogBeginsLaterException(ranks.slot(), place.firstOffset()))));
        });
    }

    private CompletionStage<Optional<SlotRecord>> findRank(int slot, RecordSearch search, Map<Long, Long> known) {
        var next = search.next();
        if (next.isEmpty()) {
            return CompletableFuture.completedFuture(search.found());
        }
        return log.some(slot, next.get())
                .thenCompose(records -> rank(slot, records, known).thenApply(_ -> records))
                .thenCompose(records -> {
                    search.read(records);
                    return findRank(slot, search, known);
                });
    }

    /** Has the slot tell the rank of the last event from outside of each record. */
    private CompletionStage<?> rank(int slot, List<SlotRecord> records, Map<Long, Long> known) {
        var telling = new ArrayList<SlotRecord>();
        var identities = new ArrayList<long[]>();
        for (var record : records) {
            lastFromOutside(record).ifPresent(event -> {
                telling.add(record);
                identities.add(identity(event));
            });
        }
        var flat = identities.stream().flatMapToLong(Arrays::stream).toArray();
        return slots.<SlotRequest.Ranks>of(slot, replyTo -> new SlotRequest.GetRanks(flat, replyTo))
                .thenAccept(ranks -> {
                    for (int i = 0; i < telling.size(); i++) {
                        known.put(telling.get(i).sequence(), ranks.ranks()[i]);
                    }
                });
    }

    private static Optional<BlockEvent> lastFromOutside(SlotRecord record) {
        Optional<BlockEvent> last = Optional.empty();
        for (var event : record.events()) {
            last = event.isChained() ? last : Optional.of(event);
        }
        return last;
    }

    private static Optional<LogPage.Entry> entry(SlotRecord record, String source, String id) {
        long offset = record.firstOffset();
        for (var event : record.events()) {
            if (!event.isChained() && event.id().equals(id) && event.source().equals(source)) {
                return Optional.of(new LogPage.Entry(offset, Instant.ofEpochMilli(record.atMillis()), event));
            }
            offset++;
        }
        return Optional.empty();
    }

    private static long[] identity(Event event) {
        var writer = new EventBlockWriter(256);
        writer.add(event, false);
        return identity(writer.take().iterator().next());
    }

    private static long[] identity(BlockEvent event) {
        var identity = event.identity();
        return new long[] {identity.getMostSignificantBits(), identity.getLeastSignificantBits()};
    }
}
