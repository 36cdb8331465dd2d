package dev.vigil.engine.membership;

import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.event.EventStream;

/**
 * The addresses whose hosts refuse connections: no process is there any more. Shared by what finds that out and by Pekko's
 * failure detectors, which are made by reflection and know their system by nothing but its event stream. Thread-safe.
 */
final class RefusedPeers {
    private static final Map<EventStream, RefusedPeers> OF_SYSTEMS = new WeakHashMap<>();

    private final Set<String> addresses = ConcurrentHashMap.newKeySet();

    private RefusedPeers() {}

    /** Those of the system with that event stream. */
    static RefusedPeers of(EventStream events) {
        synchronized (OF_SYSTEMS) {
            return OF_SYSTEMS.computeIfAbsent(events, _ -> new RefusedPeers());
        }
    }

    boolean contains(String address) {
        return addresses.contains(address);
    }

    void add(String address) {
        addresses.add(address);
    }

    /** Another process is at that address now, or nobody asks any more. */
    void remove(String address) {
        addresses.remove(address);
    }
}
