package dev.vigil.engine.cluster;

import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.journal.LogReader;
import dev.vigil.engine.journal.LogTrimmer;
import dev.vigil.engine.membership.Standing;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.tracing.Tracing;
import java.time.InstantSource;
import java.util.List;

/**
 * What the slots of a node share.
 *
 * @param settings of the engine
 * @param runners the sensors, in the order of the configuration
 * @param log reads records that are on disk
 * @param catchUp lets only some slots read at once
 * @param trimmer deletes records of which nothing is needed any more
 * @param triggers take firings
 * @param meters count
 * @param tracing records spans
 * @param board knows how each slot is
 * @param standing knows whether this node may act for its slots
 * @param departure knows whether this node is about to hand over its slots
 * @param clock tells the time
 * @param beats tell whether this node can commit
 * @param node the node's name, for records and logs
 */
record SlotServices(
        EngineSettings settings,
        List<? extends SensorRunner<?>> runners,
        LogReader log,
        CatchUp catchUp,
        LogTrimmer trimmer,
        Triggers triggers,
        EngineMeters meters,
        Tracing tracing,
        SlotBoard board,
        Standing standing,
        Departure departure,
        InstantSource clock,
        Beats beats,
        String node) {
    /** Counts and records what a step did, once its record is on disk. */
    void committed(int number, Slot slot, InFlight done) {
        meters.committed(number, slot, done);
        new HandlerSpans(tracing, clock).committed(done);
    }

    /** A slot is on this node no longer. */
    void left(int slot) {
        board.remove(slot);
        meters.kept().remove(slot);
        meters.levels().remove(slot);
        meters.log().remove(slot);
    }
}
