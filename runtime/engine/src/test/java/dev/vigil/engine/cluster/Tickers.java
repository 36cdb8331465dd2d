package dev.vigil.engine.cluster;

import dev.vigil.api.SourcePosition.Saved;
import dev.vigil.engine.OwnedSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all tickers of a test do, on whatever node. Thread-safe. */
final class Tickers {
    private final List<Ticker> open = new ArrayList<>();
    private final Map<String, Integer> most = new HashMap<>();
    private final Map<String, Integer> starts = new HashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();

    /** Sources of these names as a node runs them. */
    Map<String, OwnedSource> on(String node, Collection<String> names) {
        var sources = new TreeMap<String, OwnedSource>();
        names.forEach(name -> sources.put(name, (publisher, position, report) -> {
            failIfTold(name);
            var ticker = new Ticker(name, node, this, publisher, position, report);
            ticker.begin();
            return ticker;
        }));
        return sources;
    }

    /** The next so many starts of that source fail. */
    synchronized void fail(String name, int times) {
        failures.put(name, times);
    }

    /** What runs of that name says that it has failed, as often as that. */
    void die(String name, int times) {
        List<Ticker> running;
        synchronized (this) {
            running = open.stream().filter(ticker -> ticker.name().equals(name)).toList();
        }
        for (int i = 0; i < times; i++) {
            running.forEach(Ticker::die);
        }
    }

    /** What runs of that name says that it waits for something, or does not any more. */
    synchronized void sayWhetherItWaits(String name, boolean isWaiting) {
        open.stream()
                .filter(ticker -> ticker.name().equals(name))
                .forEach(ticker -> ticker.sayWhetherItWaits(isWaiting));
    }

    private synchronized void failIfTold(String name) {
        int left = failures.getOrDefault(name, 0);
        if (left > 0) {
            failures.put(name, left - 1);
            throw new LinkageError("no library today");
        }
    }

    synchronized void opened(Ticker ticker) {
        open.add(ticker);
        starts.merge(ticker.name(), 1, Integer::sum);
        most.merge(ticker.name(), open(ticker.name()), Math::max);
    }

    synchronized void closed(Ticker ticker) {
        open.remove(ticker);
    }

    synchronized void saved(String name, Saved saved) {
        if (saved == Saved.REPLACED) {
            refused.merge(name, 1, Integer::sum);
        }
    }

    /** How many of that name run now. */
    synchronized int open(String name) {
        return (int) open.stream().filter(ticker -> ticker.name().equals(name)).count();
    }

    /** On which nodes how many run now. */
    synchronized Map<String, Integer> byNode() {
        var count = new TreeMap<String, Integer>();
        open.forEach(ticker -> count.merge(ticker.node(), 1, Integer::sum));
        return count;
    }

    /** How many of that name ran at the same time at most. */
    synchronized int most(String name) {
        return most.getOrDefault(name, 0);
    }

    synchronized int starts(String name) {
        return starts.getOrDefault(name, 0);
    }

    /** How often a save of that name was refused. */
    synchronized int refused(String name) {
        return refused.getOrDefault(name, 0);
    }
}
