package dev.vigil.testkit.cluster;

import dev.vigil.api.Publisher;
import java.util.List;

/** A node of another release, by what both releases have in common: the JDK and the API. */
public interface OtherNode extends AutoCloseable {
    /** Its address, as {@code HOST:PORT}. */
    String address();

    /** The way onto the bus. */
    Publisher publisher();

    /** What each of its slots says of itself, as {@code SLOT CONDITION}. */
    List<String> conditions() throws Exception;

    /** The state of an instance as JSON. */
    String state(String sensor, String key) throws Exception;

    /** Whether it runs. */
    boolean isRunning();

    /** Stops it in order, and waits for it. */
    void stop();

    /** The same. */
    @Override
    void close();
}
