package dev.vigil.engine.cluster;

import dev.vigil.engine.SensorStory;
import dev.vigil.engine.SensorStory.Fate;
import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.KeyFailedException;
import dev.vigil.engine.sensor.Origin;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.story.Position;
import dev.vigil.engine.story.RecordSearch;
import dev.vigil.engine.story.Subject;
import java.util.List;
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
            return notTaken(runner, Fate.NOT_SUBSCRIBED, "it subscribes to other types or sources");
        }
        Target target;
        try {
            var key = runner.keyOf(event);
            if (key.isEmpty()) {
                return notTaken(runner, Fate.NO_KEY, "it finds no key in the event: filtered out, or missing");
            }
            target = new Target(Placement.slotOf(key.get(), slots.slots()), key.get(), "");
        } catch (KeyFailedException e) {
            target = new Target(taken.partition(), "", e.cause());
        }
        return at(runner.name(), taken, target);
    }

    private CompletionStage<SensorStory> at(String sensor, Taken taken, Target target) {
        return place(taken.partition(), sensor, taken).thenCompose(own -> {
            if (own.sensor() >= 0 && taken.offset() <= own.startsAfter()) {
                return CompletableFuture.completedFuture(SensorStory.notTaken(
                        sensor,
                        Fate.BEFORE_START,
                        "it begins after offset " + own.startsAfter(),
                        target.shownKey(),
                        OptionalInt.of(target.slot())));
            }
            return target.slot() == taken.partition()
                    ? at(sensor, taken, target, own)
                    : place(target.slot(), sensor, taken).thenCompose(there -> at(sensor, taken, target, there));
        });
    }

    private CompletionStage<SensorStory> at(String sensor, Taken taken, Target target, SlotRequest.Place place) {
        if (place.sensor() < 0 || place.has() < taken.offset()) {
            return CompletableFuture.completedFuture(SensorStory.notTaken(
                    sensor,
                    place.isHeld() ? Fate.HELD : Fate.WAITING,
                    place.sensor() < 0
                            ? "slot " + target.slot() + " does not know it yet"
                            : "slot " + target.slot() + " has come to offset " + place.has()
                                    + (place.isHeld() ? " and waits for firings to end" : ""),
                    target.shownKey(),
                    OptionalInt.of(target.slot())));
        }
        return log.find(target.slot(), search(taken, target.slot(), place)).thenCompose(record -> {
            var origin = new Origin(Origin.Kind.EVENT, taken.partition(), taken.offset());
            var subject = new Subject(place.sensor(), sensor, target.key(), origin);
            return record.isPresent()
                    ? aftermath.of(target.slot(), subject, record.get(), target.failure())
                    : CompletableFuture.completedFuture(SensorStory.notTaken(
                            sensor,
                            Fate.HANDLED,
                            "the record was not found among those near the time of the event",
                            target.shownKey(),
                            OptionalInt.of(target.slot())));
        });
    }

    /** In its own partition a sensor cannot come to an event before it is there; in another slot the clock may be another. */
    private static RecordSearch search(Taken taken, int slot, SlotRequest.Place place) {
        long first = place.registeredIn() + 1;
        if (slot == taken.partition()) {
            long from = Math.max(first, taken.record().sequence());
            return new RecordSearch(
                    Position.ownLog(place.sensor(), slot), taken.offset(), from, place.toSequence(), from);
        }
        return new RecordSearch(
                Position.received(place.sensor(), taken.partition()),
                taken.offset(),
                first,
                place.toSequence(),
                place.nearSequence());
    }

    private CompletionStage<SlotRequest.Place> place(int slot, String sensor, Taken taken) {
        return slots.of(
                slot,
                replyTo -> new SlotRequest.GetPlace(
                        sensor, taken.partition(), taken.record().atMillis(), replyTo));
    }

    private static CompletionStage<SensorStory> notTaken(SensorRunner<?> runner, Fate fate, String why) {
        return CompletableFuture.completedFuture(
                SensorStory.notTaken(runner.name(), fate, why, Optional.empty(), OptionalInt.empty()));
    }
}
