package dev.vigil.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the engine is told by configuration.
 *
 * @param slots how many slots; fixed for the life of a journal
 * @param journal where records are kept
 * @param retention how much of the log is kept
 * @param dedupe how long events are remembered
 * @param limits how much may be under way at once
 * @param handlerTries how often a handler that throws is called for one event, at least once
 * @param cluster how the node is part of a cluster
 */
public record EngineSettings(
        int slots,
        Journal journal,
        Retention retention,
        Dedupe dedupe,
        Limits limits,
        int handlerTries,
        ClusterSettings cluster) {
    /**
     * The database.
     *
     * @param url a JDBC URL of H2 or PostgreSQL
     * @param user its user
     * @param password its password
     * @param connections how many connections the writers share
     */
    public record Journal(String url, String user, String password, int connections) {
        @Override
        public String toString() {
            return "Journal[url=" + url + ", user=" + user + ", connections=" + connections + "]";
        }
    }

    /**
     * How much of the log is kept, beyond what a sensor or a recovery still needs. What exceeds either bound is deleted.
     *
     * @param time for how long an event is kept; empty for ever
     * @param bytes how many bytes of records are kept, of all slots together; empty for all
     */
    public record Retention(Optional<Duration> time, OptionalLong bytes) {
        /** Everything is kept. */
        public static final Retention ALL = new Retention(Optional.empty(), OptionalLong.empty());

        /** The share of one of so many slots. */
        public dev.vigil.engine.slot.Retention ofSlot(int slots) {
            return new dev.vigil.engine.slot.Retention(
                    time.map(Duration::toMillis).orElse(Long.MAX_VALUE),
                    bytes.isPresent() ? bytes.getAsLong() / slots : Long.MAX_VALUE);
        }
    }

    /**
     * The window in which an event that is sent again is recognised, per slot.
     *
     * @param events how many are remembered at most
     * @param time how long they are remembered at most
     */
    public record Dedupe(int events, Duration time) {}

    /**
     * Bounds on memory.
     *
     * @param recordBytes how many bytes of events go into one record at most
     * @param publishBytes how many bytes of events may wait for one slot on this node before publishers are refused
     * @param outstandingFirings how many firings of one sensor may be undelivered in a slot before it is held there
     * @param deadLetters how many dead letters of one sensor a slot keeps before it is held there
     */
    public record Limits(int recordBytes, int publishBytes, int outstandingFirings, int deadLetters) {}

    /** The settings of a node without configuration, on that journal. */
    public static EngineSettings of(Journal journal) {
        return new EngineSettings(
                32,
                journal,
                Retention.ALL,
                new Dedupe(131_072, Duration.ofHours(1)),
                new Limits(1 << 20, 8 << 20, 10_000, 10_000),
                3,
                ClusterSettings.alone());
    }

    /** The same with another number of slots. */
    public EngineSettings withSlots(int other) {
        return new EngineSettings(other, journal, retention, dedupe, limits, handlerTries, cluster);
    }

    /** The same on another journal. */
    public EngineSettings withJournal(Journal other) {
        return new EngineSettings(slots, other, retention, dedupe, limits, handlerTries, cluster);
    }

    /** The same as a member of that cluster. */
    public EngineSettings withCluster(ClusterSettings other) {
        return new EngineSettings(slots, journal, retention, dedupe, limits, handlerTries, other);
    }

    /** The same that keeps so much of the log. */
    public EngineSettings withRetention(Retention other) {
        return new EngineSettings(slots, journal, other, dedupe, limits, handlerTries, cluster);
    }
}
