package dev.vigil.engine.slot;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a slot knows of one sensor: its instances that live here, and how far its events have come. Not thread-safe. */
final class SensorSlice {
    final int id;
    final String name;
    Instances instances = new Instances();
    /** By sending slot: the offset up to which its events for this sensor are committed here. At our own: of our log. */
    final long[] received;
    /** By receiving slot: the offset of our log up to which it has committed our events for this sensor. */
    final long[] confirmed;

    int outstandingFirings;
    /** The offset of our log after which it began when it was first here. */
    long startsAfter = -1;
    /** The record that says so; 0 where that is not known. */
    long registeredIn;
    /**
     * Its instances are gone, and if it comes back it is registered again. How far it had come stays: a position that went back
     * could be mistaken for what others had said of it before.
     */
    boolean isDropped;
    /** What it is a replay of; null where it is a sensor. */
    @Nullable
    Edition edition;
    /** The last replay of it, under way or over; null where there was none. */
    @Nullable
    SensorSlice replay;
    /** The number of that. */
    long lastReplay;

    SensorSlice(int id, String name, int slots) {
        this.id = id;
        this.name = name;
        this.received = new long[slots];
        this.confirmed = new long[slots];
        Arrays.fill(received, -1);
        Arrays.fill(confirmed, -1);
    }

    /** The offset of our log up to which every slot has our events, as far as we know; ourselves included. */
    long confirmedEverywhere(int ownSlot) {
        long least = received[ownSlot];
        for (int target = 0; target < confirmed.length; target++) {
            if (target != ownSlot) {
                least = Math.min(least, confirmed[target]);
            }
        }
        return least;
    }

    /** Up to where it has come in a partition; a replay that was swapped, as far as its sensor. */
    long cameTo(int from) {
        return edition == null || edition.isRunning()
                ? received[from]
                : Math.max(received[from], edition.living.received[from]);
    }

    /** Whether it was a replay of a sensor, for which no slot needs this partition any more. */
    boolean isReplayThatIsOver() {
        return edition != null && !edition.isFed();
    }

    /** Whether it has as much of every partition as another, and no more. */
    boolean isLevelWith(SensorSlice other) {
        return Arrays.equals(received, other.received);
    }

    /** Whether its state is being rebuilt beside it. */
    boolean isReplayed() {
        return replay != null && replay.edition != null && replay.edition.isRunning();
    }

    /** Another slot has our events up to there; what it had before it still has. */
    void confirm(int target, long upTo) {
        confirmed[target] = Math.max(confirmed[target], upTo);
    }
}
