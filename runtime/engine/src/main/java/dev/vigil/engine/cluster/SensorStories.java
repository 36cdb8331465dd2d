package dev.vigil.engine.cluster;

import dev.vigil.engine.SensorStory;
import dev.vigil.engine.SensorStory.Fate;
import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.KeyFailedException;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.SensorPlace;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.story.Handling;
import dev.vigil.engine.story.Position;
import dev.vigil.engine.story.RecordSearch;
import dev.vigil.engine.story.Subject;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Tells what one sensor made of an event: by its subscription and key function of today, by the positions that slots have
 * committed, and by the record that brought the sensor past the event. Thread-safe.
 */
final class SensorStories {
    private final SlotAnswers slots;
    private final StoryLog log;
    private final Aftermath aftermath;

    SensorStories(SlotAnswers slots, StoryLog log) {
        this.slots = slots;
        this.log = log;
        this.aftermath = new Aftermath(slots, log);
    }

    /** An event and the record that took it in. */
    record Taken(int partition, long offset, SlotRecord record, BlockEvent event) {}

    /** Where the instance lives, and why there may be none. */
    private record Target(int slot, String key, String failure) {
        Optional<String> shownKey() {
            return failure.isEmpty() ? Optional.of(key) : Optional.empty();
        }
    }

    CompletionStage<SensorStory> of(SensorRunner<?> runner, Taken taken) {
        var event = taken.event();
        if (!runner.wants(event.type(), event.source())) {
            return brief(runner, Fate.NOT_SUBSCRIBED, "it subscribes to other types or sources");
        }
        Target target;
        try {
            var key = runner.keyOf(event);
            if (key.isEmpty()) {
                return brief(runner, Fate.NO_KEY, "it finds no key in the event: filtered out, or missing");
            }
            target = new Target(Placement.slotOf(key.get(), slots.slots()), key.get(), "");
        } catch (KeyFailedException e) {
            target = new Target(taken.partition(), "", e.cause());
        }
        return at(runner.name(), taken, target);
    }

    private CompletionStage<SensorStory> at(String sensor, Taken taken, Target target) {
        return place(taken.partition(), sensor, taken).thenCompose(own -> {
            long startsAfter = own.sensor().map(SensorPlace::startsAfter).orElse(-1L);
            if (taken.offset() <= startsAfter) {
                return brief(sensor, Fate.BEFORE_START, "it begins after offset " + startsAfter, target);
            }
            boolean isHere = target.slot() == taken.partition();
            return (isHere ? CompletableFuture.completedFuture(own) : place(target.slot(), sensor, taken))
                    .thenCompose(there -> at(sensor, taken, target, there))
                    .thenCompose(story -> leftTraces(story)
                            ? CompletableFuture.completedFuture(story)
                            : unlessKeyFailed(sensor, taken, target, own, story));
        });
    }

    private static boolean leftTraces(SensorStory story) {
        return story.letter().isPresent()
                || !story.firings().isEmpty()
                || !story.published().isEmpty()
                || story.turns().stream().anyMatch(SensorStory.Turn::isChanged);
    }

    /**
     * A key that is found today may have failed when the event was taken in, or when a sensor came by it that was not there then: its
     * dead letter is where the event is.
     */
    private CompletionStage<SensorStory> unlessKeyFailed(
            String sensor, Taken taken, Target target, SlotRequest.Place place, SensorStory story) {
        if (place.sensor().isEmpty()) {
            return CompletableFuture.completedFuture(story);
        }
        var own = place.sensor().get();
        var origin = new Origin(Origin.Kind.EVENT, taken.partition(), taken.offset());
        boolean isHere = target.slot() == taken.partition();
        var subject = new Subject(own.sensor(), sensor, isHere ? target.key() : "", origin);
        var letter = Handling.of(taken.record(), subject).letter();
        if (letter.isPresent()) {
            var failure = isHere ? target.failure() : letter.get().cause();
            return aftermath.of(taken.partition(), subject, taken.record(), failure);
        }
        if (isHere || own.received() < taken.offset()) {
            return CompletableFuture.completedFuture(story);
        }
        var search = RecordSearch.ofHandling(
                own,
                taken.partition(),
                origin,
                taken.record().sequence(),
                place.nearSequence(),
                place.firstSequence(),
                place.toSequence());
        return log.find(taken.partition(), search)
                .thenCompose(record -> record.flatMap(
                                found -> Handling.of(found, subject).letter())
                        .map(one -> aftermath.of(taken.partition(), subject, record.orElseThrow(), one.cause()))
                        .orElseGet(() -> CompletableFuture.completedFuture(story)));
    }

    private CompletionStage<SensorStory> at(String sensor, Taken taken, Target target, SlotRequest.Place place) {
        if (place.sensor().isEmpty()) {
            return brief(sensor, Fate.WAITING, "slot " + target.slot() + " does not know it yet", target);
        }
        var there = place.sensor().get();
        if (there.received() < taken.offset()) {
            var come = "slot " + target.slot() + " has come to offset " + there.received();
            return there.isHeld()
                    ? brief(
                            sensor,
                            Fate.HELD,
                            come + " and waits for firings to end, or dead letters to be settled",
                            target)
                    : brief(sensor, Fate.WAITING, come, target);
        }
        var origin = new Origin(Origin.Kind.EVENT, taken.partition(), taken.offset());
        var search = RecordSearch.ofHandling(
                there,
                target.slot(),
                origin,
                taken.record().sequence(),
                place.nearSequence(),
                place.firstSequence(),
                place.toSequence());
        return log.find(target.slot(), search).thenCompose(record -> {
            if (record.isEmpty()) {
                return brief(
                        sensor,
                        Fate.HANDLED,
                        "in a record that is not kept any more, or was not found among those that were read",
                        target);
            }
            var begin = Position.begin(record.get(), there.sensor());
            if (begin.isPresent()) {
                var why = "it was dropped, and began again after offset " + begin.getAsLong();
                return brief(sensor, Fate.BEFORE_START, why, target);
            }
            var subject = new Subject(there.sensor(), sensor, target.key(), origin);
            return aftermath.of(target.slot(), subject, record.get(), target.failure());
        });
    }

    private CompletionStage<SlotRequest.Place> place(int slot, String sensor, Taken taken) {
        return slots.of(
                slot,
                replyTo -> new SlotRequest.GetPlace(
                        sensor, taken.partition(), taken.record().atMillis(), replyTo));
    }

    private static CompletionStage<SensorStory> brief(SensorRunner<?> runner, Fate fate, String why) {
        return CompletableFuture.completedFuture(
                SensorStory.of(runner.name(), fate, why, Optional.empty(), OptionalInt.empty()));
    }

    private static CompletionStage<SensorStory> brief(String sensor, Fate fate, String why, Target target) {
        return CompletableFuture.completedFuture(
                SensorStory.of(sensor, fate, why, target.shownKey(), OptionalInt.of(target.slot())));
    }
}
