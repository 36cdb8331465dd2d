package dev.vigil.benchmarks.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who a peer is.
 *
 * @param name its name
 * @param what it is
 * @param guarantee what it promises, and what not
 * @param settings how it is configured, in the order in which they are shown
 */
public record PeerCard(String name, String what, String guarantee, Map<String, String> settings) {
    /** A copy. */
    public PeerCard {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
}
