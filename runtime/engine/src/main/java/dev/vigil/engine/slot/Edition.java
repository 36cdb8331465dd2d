package dev.vigil.engine.slot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a slot knows of one replay of a sensor, beside the slice that has its instances and positions. Not thread-safe. */
final class Edition {
    /** What a position is as long as nothing has been heard of that partition: less than that of an empty one. */
    static final long UNHEARD = -2;

    /** How far it has come in this slot. */
    enum Stage {
        /** Its state is being rebuilt. */
        RUNNING,
        /** Its state is the sensor's; what other slots need of this partition is still sent to them. */
        SWAPPED,
        /** Its state is the sensor's, here and elsewhere. */
        DONE,
        /** Its state is gone. */
        GIVEN_UP
    }

    final SensorSlice living;
    final SlotRecord.ReplayBegun begun;
    final long begunMillis;
    /** By partition: up to where the sensor had come when the replay began. */
    final long[] firesUpTo;
    /** Dead letters of the living sensor about what the replay has come past. */
    final Set<String> settles = new HashSet<>();

    final List<Owed> owed = new ArrayList<>();

    Stage stage = Stage.RUNNING;
    ReplayTally tally = ReplayTally.NONE;

    Edition(SensorSlice living, SlotRecord.ReplayBegun begun, long begunMillis, long[] firesUpTo) {
        this.living = living;
        this.begun = begun;
        this.begunMillis = begunMillis;
        this.firesUpTo = Arrays.copyOf(firesUpTo, firesUpTo.length);
    }

    boolean isRunning() {
        return stage == Stage.RUNNING;
    }

    /** Whether events of this partition go to it. */
    boolean isFed() {
        return stage == Stage.RUNNING || stage == Stage.SWAPPED;
    }

    /** Whether a firing that is decided for an event is carried out: it was the first time, too, and has the same id. */
    boolean fires(int partition, long offset) {
        return begun.fires() && offset <= firesUpTo[partition];
    }
}
