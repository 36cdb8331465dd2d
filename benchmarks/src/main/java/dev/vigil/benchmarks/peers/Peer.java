package dev.vigil.benchmarks.peers;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.api.Publisher;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Something that does the readings workload: keeps events, handles each by its key, keeps the key's state, and lets alarms
 * out once nothing can take them back.
 *
 * <p>Threading: {@link #publish} is called by one thread at a time, and may block as a back-pressure; the rest between the
 * measurements.
 */
interface Peer extends Publisher, AutoCloseable {
    /** Takes events; the stage completes when they are kept as the peer's guarantee says. */
    @Override
    CompletionStage<Outcome> publish(List<Event> events);

    /** How it is configured, its version among it, in the order in which it is shown. */
    Map<String, String> settings();

    /** The process of its server that the server's others are children of; nought where it has none. */
    long serverPid();

    /** Lets the server write what it has in memory only, so that all bytes are counted that events make it write. */
    void flush();

    /** How many events have changed a state, by what the states say. */
    long counted();

    /** Ends it and its server, and removes what they kept. */
    @Override
    void close();
}
