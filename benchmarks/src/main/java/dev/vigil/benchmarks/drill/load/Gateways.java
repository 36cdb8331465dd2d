package dev.vigil.benchmarks.drill.load;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The nodes that take events, of which each request goes to another: a load balancer that knows nothing of their health. */
public final class Gateways {
    private final List<String> urls;
    private final AtomicInteger turn = new AtomicInteger();

    /** Takes turns with those URLs. */
    public Gateways(List<String> urls) {
        this.urls = List.copyOf(urls);
    }

    /** The URL whose turn it is. */
    public String next() {
        return urls.get(Math.floorMod(turn.getAndIncrement(), urls.size()));
    }

    /** Another one than that. */
    public String otherThan(String url) {
        return urls.get((urls.indexOf(url) + 1) % urls.size());
    }

    /** All of them. */
    public List<String> all() {
        return urls;
    }
}
