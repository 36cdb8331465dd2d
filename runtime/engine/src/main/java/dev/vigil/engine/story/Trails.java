package dev.vigil.engine.story;

import dev.vigil.engine.slot.Publication;
import dev.vigil.engine.slot.SlotRecord;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How firings went on after they were decided, from the records that follow. Not thread-safe. */
public final class Trails {
    private final Map<String, Trail> trails = new HashMap<>();

    /** How far a firing has come. */
    public enum Stage {
        /** No end of it was met. */
        UNDER_WAY(false),
        /** It was given up, and kept as a dead letter. */
        DEAD_LETTER(false),
        /** The outside has it. */
        DELIVERED(true),
        /** It was a dead letter that was discarded. */
        DISCARDED(true);

        private final boolean isLast;

        Stage(boolean isLast) {
            this.isLast = isLast;
        }
    }

    /**
     * How a firing went on.
     *
     * @param stage how far it has come
     * @param attempts how often it was tried, all redrives taken together
     * @param redrives how often it was redriven
     * @param cause why it was given up last; empty where it was not
     * @param atMillis when that was; 0 where no end of it was met
     * @param publication the event that it became
     */
    public record Trail(
            Stage stage, int attempts, int redrives, String cause, long atMillis, Optional<Publication> publication) {
        private static final Trail BEGINNING = new Trail(Stage.UNDER_WAY, 0, 0, "", 0, Optional.empty());
    }

    /** Trails of firings that have just been decided. */
    public Trails(Collection<String> firings) {
        firings.forEach(id -> trails.put(id, Trail.BEGINNING));
    }

    /** Takes the next record. */
    public void read(SlotRecord record) {
        for (var id : record.settledLetters()) {
            trails.computeIfPresent(
                    id,
                    (_, t) -> new Trail(
                            Stage.DISCARDED,
                            t.attempts(),
                            t.redrives(),
                            t.cause(),
                            record.atMillis(),
                            Optional.empty()));
        }
        // A dead letter that is settled and decided in one record is redriven.
        for (var firing : record.decided()) {
            trails.computeIfPresent(
                    firing.id(),
                    (_, t) -> new Trail(
                            Stage.UNDER_WAY, t.attempts(), firing.redrives(), t.cause(), 0, Optional.empty()));
        }
        for (var ended : record.ended()) {
            trails.computeIfPresent(ended.id(), (_, t) -> ended(t, ended, record));
        }
    }

    /** Whether nothing can follow any more. */
    public boolean areComplete() {
        return trails.values().stream().allMatch(trail -> trail.stage().isLast);
    }

    /** One of them. */
    public Trail of(String firing) {
        return trails.getOrDefault(firing, Trail.BEGINNING);
    }

    private static Trail ended(Trail before, SlotRecord.Ended ended, SlotRecord record) {
        var publication = record.publications().stream()
                .filter(one -> one.cause().equals(ended.id()))
                .findFirst();
        return new Trail(
                ended.cause().isPresent() ? Stage.DEAD_LETTER : Stage.DELIVERED,
                before.attempts() + ended.attempts(),
                before.redrives(),
                ended.cause().orElse(before.cause()),
                record.atMillis(),
                publication);
    }
}
