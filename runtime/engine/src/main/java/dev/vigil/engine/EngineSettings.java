package dev.vigil.engine;

import java.time.Duration;

/**
 * What the engine is told by configuration.
 *
 * @param slots how many slots; fixed for the life of a journal
 * @param journal where records are kept
 * @param dedupe how long events are remembered
 * @param limits how much may be under way at once
 * @param handlerTries how often a handler that throws is called for one event, at least once
 * @param cluster how the node is part of a cluster
 */
public record EngineSettings(
        int slots, Journal journal, Dedupe dedupe, Limits limits, int handlerTries, ClusterSettings cluster) {
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
     * @param outstandingFirings how many firings of one slot may be undelivered before its sensors are held
     */
    public record Limits(int recordBytes, int publishBytes, int outstandingFirings) {}

    /** The settings of a node without configuration, on that journal. */
    public static EngineSettings of(Journal journal) {
        return new EngineSettings(
                32,
                journal,
                new Dedupe(131_072, Duration.ofHours(1)),
                new Limits(1 << 20, 8 << 20, 10_000),
                3,
                ClusterSettings.alone());
    }

    /** The same with another number of slots. */
    public EngineSettings withSlots(int other) {
        return new EngineSettings(other, journal, dedupe, limits, handlerTries, cluster);
    }

    /** The same on another journal. */
    public EngineSettings withJournal(Journal other) {
        return new EngineSettings(slots, other, dedupe, limits, handlerTries, cluster);
    }

    /** The same as a member of that cluster. */
    public EngineSettings withCluster(ClusterSettings other) {
        return new EngineSettings(slots, journal, dedupe, limits, handlerTries, other);
    }
}
