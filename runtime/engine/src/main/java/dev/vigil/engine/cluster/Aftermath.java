package dev.vigil.engine.cluster;

import dev.vigil.engine.DeadLetterId;
import dev.vigil.engine.EventStory;
import dev.vigil.engine.SensorStory;
import dev.vigil.engine.SensorStory.Fate;
import dev.vigil.engine.sensor.Cause;
import dev.vigil.engine.sensor.StateCodec;
import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.PendingFiring;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.story.Handling;
import dev.vigil.engine.story.RecordSearch;
import dev.vigil.engine.story.Subject;
import dev.vigil.engine.story.Trails;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What followed from an event once an instance had handled it: its dead letter, its firings, what it published. What is still
 * there, the slot tells; what has ended is looked for in the records that follow. Thread-safe.
 */
final class Aftermath {
    private static final int MOST_SHOWN = 100;
    private static final int MOST_SHOWN_BYTES = 1 << 16;

    private final SlotAnswers slots;
    private final StoryLog log;
    private final PublishedPlaces places;

    Aftermath(SlotAnswers slots, StoryLog log) {
        this.slots = slots;
        this.log = log;
        this.places = new PublishedPlaces(slots, log);
    }

    /** The handling in a record, what came of it, and the dead letter if it became one. */
    private record Handled(List<Handling> handlings, Optional<SensorStory.Letter> letter) {}

    /**
     * The story of one sensor from the record on that brought it past the event.
     *
     * @param keyFailure why there is no key; empty where there is one
     */
    CompletionStage<SensorStory> of(int slot, Subject subject, SlotRecord record, String keyFailure) {
        var first = Handling.of(record, subject);
        return first.letter()
                .map(letter -> redriven(slot, subject, first, letter))
                .orElseGet(() -> CompletableFuture.completedFuture(new Handled(List.of(first), Optional.empty())))
                .thenCompose(handled -> told(slot, subject, handled, keyFailure));
    }

    private CompletionStage<Handled> redriven(int slot, Subject subject, Handling first, DeadLetter letter) {
        return fates(slot, List.of(letter.id())).thenCompose(fates -> {
            if (!fates.fates().isEmpty()) {
                var kept = fates.fates().getFirst();
                return CompletableFuture.completedFuture(new Handled(
                        List.of(first),
                        Optional.of(letter(
                                slot,
                                letter.id(),
                                kept.reason(),
                                kept.cause(),
                                kept.attempts(),
                                kept.redrives(),
                                kept.atMillis(),
                                true,
                                Optional.empty()))));
            }
            return settled(slot, subject, first, letter, fates.toSequence());
        });
    }

    /** Looks for the record in which a letter was redriven or discarded, and for how often it had failed until then. */
    private CompletionStage<Handled> settled(
            int slot, Subject subject, Handling first, DeadLetter letter, long toSequence) {
        var last = new AtomicReference<>(letter);
        var end = new AtomicReference<Optional<SlotRecord>>(Optional.empty());
        return log.scan(slot, new RecordSearch.Stretch(first.record() + 1, toSequence), record -> {
                    record.deadLetters().stream()
                            .filter(one -> one.id().equals(letter.id()))
                            .forEach(last::set);
                    if (record.settledLetters().contains(letter.id())) {
                        end.set(Optional.of(record));
                    }
                    return end.get().isEmpty();
                })
                .thenApply(_ -> {
                    var again = end.get().map(record -> Handling.of(record, subject));
                    var handlings = Stream.concat(
                                    Stream.of(first), again.filter(handling -> !handling.isEmpty()).stream())
                            .toList();
                    var at = end.get().map(record -> Instant.ofEpochMilli(record.atMillis()));
                    return new Handled(handlings, Optional.of(letter(slot, last.get(), at)));
                });
    }

    private CompletionStage<SensorStory> told(int slot, Subject subject, Handled handled, String keyFailure) {
        var first = handled.handlings().getFirst();
        var firings = handled.handlings().stream()
                .flatMap(handling -> handling.firings().stream())
                .toList();
        var publications = handled.handlings().stream()
                .flatMap(handling -> handling.publications().stream())
                .toList();
        var shown = firings.subList(0, Math.min(MOST_SHOWN, firings.size()));
        var published = places.ofAll(
                slot, publications.subList(0, Math.min(MOST_SHOWN, publications.size())), first.atMillis());
        return outcomes(slot, shown, first.record())
                .thenCombine(
                        published,
                        (told, events) -> new SensorStory(
                                subject.name(),
                                fate(handled, keyFailure),
                                why(handled, keyFailure, firings.size(), publications.size()),
                                keyFailure.isEmpty() ? Optional.of(subject.key()) : Optional.empty(),
                                OptionalInt.of(slot),
                                handled.handlings().stream()
                                        .filter(handling -> handling.letter().isEmpty() && keyFailure.isEmpty())
                                        .map(handling -> turn(slot, handling))
                                        .toList(),
                                handled.letter(),
                                told,
                                events));
    }

    private static Fate fate(Handled handled, String keyFailure) {
        if (handled.letter().isPresent()) {
            return handled.handlings().size() > 1 ? Fate.HANDLED : Fate.DEAD_LETTER;
        }
        return keyFailure.isEmpty() ? Fate.HANDLED : Fate.KEY_FAILED;
    }

    private static String why(Handled handled, String keyFailure, int firings, int publications) {
        if (firings > MOST_SHOWN || publications > MOST_SHOWN) {
            return "only the first " + MOST_SHOWN + " of " + firings + " firings and " + publications
                    + " published events are shown";
        }
        var letter = handled.letter();
        if (letter.isPresent() && !letter.get().isKept()) {
            if (handled.handlings().size() > 1) {
                return "its dead letter was redriven";
            }
            return letter.get().settled().isPresent()
                    ? "its dead letter was discarded, or redriven without an effect"
                    : "its dead letter was redriven or discarded, in a record that was not found";
        }
        return keyFailure;
    }

    private static SensorStory.Turn turn(int slot, Handling handling) {
        int bytes = handling.instance().map(one -> one.state().length).orElse(0);
        var json =
                handling.instance().filter(_ -> bytes <= MOST_SHOWN_BYTES).map(one -> StateCodec.toJson(one.state()));
        return new SensorStory.Turn(
                slot,
                handling.record(),
                Instant.ofEpochMilli(handling.atMillis()),
                handling.change() != Handling.Change.NONE,
                bytes,
                json);
    }

    private CompletionStage<List<EventStory.Firing>> outcomes(int slot, List<PendingFiring> firings, long decidedIn) {
        if (firings.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        var ids = firings.stream().map(PendingFiring::id).toList();
        return fates(slot, ids).thenCompose(fates -> {
            var there = fates.fates().stream().map(SlotRequest.Fate::id).toList();
            var gone = ids.stream().filter(id -> !there.contains(id)).toList();
            var trails = new Trails(gone);
            var stretch = new RecordSearch.Stretch(decidedIn + 1, gone.isEmpty() ? decidedIn : fates.toSequence());
            return log.scan(slot, stretch, record -> {
                        trails.read(record);
                        return !trails.areComplete();
                    })
                    .thenCompose(_ -> firings(slot, firings, fates, trails));
        });
    }

    private CompletionStage<List<EventStory.Firing>> firings(
            int slot, List<PendingFiring> firings, SlotRequest.Fates fates, Trails trails) {
        var told = new ArrayList<CompletableFuture<EventStory.Firing>>();
        for (var firing : firings) {
            var fate = fates.fates().stream()
                    .filter(one -> one.id().equals(firing.id()))
                    .findFirst();
            told.add(fate.map(one -> CompletableFuture.completedFuture(firing(firing, one)))
                    .orElseGet(() -> ended(slot, firing, trails.of(firing.id())).toCompletableFuture()));
        }
        return CompletableFuture.allOf(told.toArray(CompletableFuture[]::new))
                .thenApply(_ -> told.stream().map(CompletableFuture::join).toList());
    }

    private static EventStory.Firing firing(PendingFiring firing, SlotRequest.Fate fate) {
        return firing(
                firing,
                fate.isPending() ? EventStory.Stage.PENDING : EventStory.Stage.DEAD_LETTER,
                new Trails.Trail(
                        Trails.Stage.UNDER_WAY,
                        fate.attempts(),
                        fate.redrives(),
                        fate.cause(),
                        fate.isPending() ? 0 : fate.atMillis(),
                        Optional.empty()),
                Optional.empty());
    }

    /** It is not there any more, so that a trail without its end was followed no further. */
    private CompletionStage<EventStory.Firing> ended(int slot, PendingFiring firing, Trails.Trail trail) {
        var stage = switch (trail.stage()) {
            case DELIVERED -> EventStory.Stage.DELIVERED;
            case DISCARDED -> EventStory.Stage.DISCARDED;
            case UNDER_WAY, DEAD_LETTER -> EventStory.Stage.NOT_KNOWN;
        };
        return places.ofAll(slot, trail.publication().stream().toList(), trail.atMillis())
                .thenApply(published ->
                        firing(firing, stage, trail, published.stream().findFirst()));
    }

    private static EventStory.Firing firing(
            PendingFiring firing,
            EventStory.Stage stage,
            Trails.Trail trail,
            Optional<EventStory.Published> published) {
        var payload = Optional.of(firing.payload()).filter(bytes -> bytes.length <= MOST_SHOWN_BYTES);
        return new EventStory.Firing(
                firing.id(),
                firing.trigger(),
                Instant.ofEpochMilli(firing.decidedMillis()),
                payload.map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                stage,
                trail.attempts(),
                trail.redrives(),
                Cause.shortened(trail.cause()),
                trail.atMillis() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(trail.atMillis())),
                published);
    }

    private CompletionStage<SlotRequest.Fates> fates(int slot, List<String> ids) {
        return slots.of(slot, replyTo -> new SlotRequest.GetFates(ids, replyTo));
    }

    private static SensorStory.Letter letter(int slot, DeadLetter letter, Optional<Instant> settled) {
        return letter(
                slot,
                letter.id(),
                letter.reason().name(),
                letter.cause(),
                letter.attempts(),
                letter.redrives(),
                letter.atMillis(),
                false,
                settled);
    }

    private static SensorStory.Letter letter(
            int slot,
            String id,
            String reason,
            String cause,
            int attempts,
            int redrives,
            long atMillis,
            boolean isKept,
            Optional<Instant> settled) {
        return new SensorStory.Letter(
                new DeadLetterId(slot, id),
                reason,
                Cause.shortened(cause),
                attempts,
                redrives,
                Instant.ofEpochMilli(atMillis),
                isKept,
                settled);
    }
}
