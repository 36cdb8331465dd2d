package dev.vigil.benchmarks.peers;

import dev.vigil.benchmarks.engine.Alarms;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The peers, in the order in which they are shown. */
enum PeerKind {
    VIGIL(
            "Vigil's engine in one node, its journal in PostgreSQL",
            "acknowledged once it is on disk (fsync); states change exactly once; alarms at least once under one idempotency"
                    + " key; what a source sends again is recognised"),
    KAFKA_THROUGHPUT(
            "Kafka (KRaft, one broker) and Kafka Streams exactly_once_v2, configured for throughput",
            Texts.KAFKA_DEFAULT),
    KAFKA_LATENCY("the same, configured for latency", Texts.KAFKA_DEFAULT),
    KAFKA_THROUGHPUT_FSYNC("kafka-throughput with log.flush.interval.messages=1", Texts.KAFKA_FSYNC),
    KAFKA_LATENCY_FSYNC("kafka-latency with log.flush.interval.messages=1", Texts.KAFKA_FSYNC),
    POSTGRES_ROWS("the bare store: a program of its own on PostgreSQL, events by INSERT of many rows", Texts.STORE),
    POSTGRES_COPY("the bare store, events by COPY", Texts.STORE),
    POSTGRES_BLOBS(
            "the bare store, all of a transaction in one row",
            Texts.STORE + "; states are in memory, and read from all rows again after a start"),
    ACTORS(
            "a persistent actor a key on pekko-persistence-jdbc as it comes, without a cluster",
            "acknowledged once it is on disk (fsync); an alarm that was not out when the process died is lost; what a source"
                    + " sends again is not recognised"),
    LOAD_ALONE("the load and the handling alone, which all others have in them", "none: nothing is kept");

    private final String what;
    private final String guarantee;

    /** What several of them say. */
    private static final class Texts {
        static final String KAFKA_DEFAULT =
                "acknowledged once the broker's operating system has it, without fsync, as is"
                        + " Kafka's default, which counts on replicas: a crash of the one machine loses events; states and the topic"
                        + " of alarms exactly once; what a source sends again is not recognised";
        static final String KAFKA_FSYNC =
                "acknowledged once it is on disk (fsync of each batch); states and the topic of"
                        + " alarms exactly once; what a source sends again is not recognised";
        static final String STORE =
                "acknowledged once it is on disk (fsync); events, states and alarms in one transaction;"
                        + " alarms at least once; what a source sends again is not recognised; one process, nobody takes over";

        private Texts() {}
    }

    PeerKind(String what, String guarantee) {
        this.what = what;
        this.guarantee = guarantee;
    }

    /** The one of that name. */
    static Optional<PeerKind> named(String name) {
        return Stream.of(values()).filter(kind -> kind.title().equals(name)).findFirst();
    }

    /** What it is called. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is. */
    String what() {
        return what;
    }

    /** What it promises. */
    String guarantee() {
        return guarantee;
    }

    /** Starts one, which takes events when this returns. */
    Peer start(PeerTask task, Alarms alarms) throws Exception {
        return switch (this) {
            case VIGIL -> VigilPeer.start(task, alarms);
            case KAFKA_THROUGHPUT -> KafkaPeer.start(task, alarms, KafkaProfile.THROUGHPUT, false);
            case KAFKA_LATENCY -> KafkaPeer.start(task, alarms, KafkaProfile.LATENCY, false);
            case KAFKA_THROUGHPUT_FSYNC -> KafkaPeer.start(task, alarms, KafkaProfile.THROUGHPUT, true);
            case KAFKA_LATENCY_FSYNC -> KafkaPeer.start(task, alarms, KafkaProfile.LATENCY, true);
            case POSTGRES_ROWS -> StorePeer.start(task, alarms, StoreForm.ROWS);
            case POSTGRES_COPY -> StorePeer.start(task, alarms, StoreForm.COPY);
            case POSTGRES_BLOBS -> StorePeer.start(task, alarms, StoreForm.BLOBS);
            case ACTORS -> ActorsPeer.start(task, alarms);
            case LOAD_ALONE -> new LoadAlone(alarms);
        };
    }
}
