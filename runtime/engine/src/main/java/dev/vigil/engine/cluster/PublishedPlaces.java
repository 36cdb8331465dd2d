package dev.vigil.engine.cluster;

import dev.vigil.engine.EventStory;
import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.slot.Publication;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.story.Position;
import dev.vigil.engine.story.RecordSearch;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Finds the places that published events were given in their partitions. Thread-safe. */
final class PublishedPlaces {
    private final SlotAnswers slots;
    private final StoryLog log;

    PublishedPlaces(SlotAnswers slots, StoryLog log) {
        this.slots = slots;
        this.log = log;
    }

    /** Where these went, in order, which a slot published at that time. */
    CompletionStage<List<EventStory.Published>> ofAll(int from, List<Publication> publications, long atMillis) {
        var found = publications.stream()
                .map(one -> of(from, one, atMillis).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(found.toArray(CompletableFuture[]::new))
                .thenApply(_ -> found.stream().map(CompletableFuture::join).toList());
    }

    private CompletionStage<EventStory.Published> of(int from, Publication publication, long atMillis) {
        var bytes = publication.event();
        var event = EventBlock.checked(bytes, 0, bytes.length, 1).iterator().next();
        return slots.<SlotRequest.Place>of(
                        publication.target(), replyTo -> new SlotRequest.GetPlace("", from, atMillis, replyTo))
                .thenCompose(place -> offset(from, publication, event, place))
                .thenApply(offset -> new EventStory.Published(
                        event.source(), event.id(), event.type(), publication.target(), offset));
    }

    private CompletionStage<OptionalLong> offset(
            int from, Publication publication, BlockEvent event, SlotRequest.Place place) {
        if (place.publications() < publication.sequence()) {
            return CompletableFuture.completedFuture(OptionalLong.empty());
        }
        var search = new RecordSearch(
                Position.publications(from),
                publication.sequence(),
                place.firstSequence(),
                place.toSequence(),
                place.nearSequence());
        return log.find(publication.target(), search)
                .thenApply(record -> record.map(found -> offset(found, event)).orElseGet(OptionalLong::empty));
    }

    private static OptionalLong offset(SlotRecord record, BlockEvent event) {
        long offset = record.firstOffset();
        for (var taken : record.events()) {
            if (taken.isChained() && taken.identity().equals(event.identity())) {
                return OptionalLong.of(offset);
            }
            offset++;
        }
        return OptionalLong.empty();
    }
}
