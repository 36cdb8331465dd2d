package dev.vigil.engine.cluster;

import dev.vigil.engine.Engine;
import dev.vigil.engine.LogBeginsLaterException;
import java.util.concurrent.CompletionStage;

/** Finds out where in its slot's journal an offset is. Thread-safe. */
final class LogPlaces {
    private final SlotAnswers slots;

    LogPlaces(SlotAnswers slots) {
        this.slots = slots;
    }

    /** Where to read for an offset; fails with {@link LogBeginsLaterException} where what is there is not kept any more. */
    CompletionStage<SlotRequest.LogPlace> place(int partition, long offset) {
        return slots.<SlotRequest.LogPlace>of(partition, replyTo -> new SlotRequest.GetLogPlace(offset, replyTo))
                .thenApply(place -> {
                    if (offset < place.firstOffset() && offset != Engine.LOG_BEGIN) {
                        throw new LogBeginsLaterException(partition, place.firstOffset());
                    }
                    return place;
                });
    }
}
