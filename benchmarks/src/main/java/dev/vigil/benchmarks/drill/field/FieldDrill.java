package dev.vigil.benchmarks.drill.field;

import dev.vigil.benchmarks.drill.bench.Waiting;
import dev.vigil.benchmarks.drill.load.Answer;
import dev.vigil.benchmarks.drill.load.Api;
import dev.vigil.benchmarks.drill.load.Gateways;
import dev.vigil.benchmarks.drill.load.Keys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * Sends marked events to every partition of a running cluster five times a second, and says afterwards what was lost or
 * doubled and for how long a partition took nothing. The events have a type that no sensor subscribes to.
 */
public final class FieldDrill {
    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration AFTERWARDS = Duration.ofMinutes(1);

    private final Api api;
    private final Gateways gateways;
    private final String run;
    private final Consumer<String> console;

    /** A drill on the nodes behind that client and those URLs. */
    public FieldDrill(Api api, Gateways gateways, String run, Consumer<String> console) {
        this.api = api;
        this.gateways = gateways;
        this.run = run;
        this.console = console;
    }

    /** Runs for so long; true if nothing was lost or doubled. */
    public boolean run(Duration length) throws InterruptedException {
        var log = new FieldLog(api, gateways);
        var starts = log.ends();
        if (starts.isEmpty()) {
            console.accept("no node answers at " + gateways.all());
            return false;
        }
        console.accept(starts.size() + " partitions, " + length.toSeconds() + " s: inject what you like");
        var keys = Keys.of(starts.size());
        long end = System.nanoTime() + length.toNanos();
        var tracks = new ArrayList<Track>();
        var running = new CountDownLatch(starts.size());
        for (int partition = 0; partition < starts.size(); partition++) {
            var track = new Track(partition);
            var key = keys.probe(partition);
            tracks.add(track);
            Thread.ofVirtual().start(() -> {
                send(track, key, end);
                running.countDown();
            });
        }
        running.await();
        return tell(tracks, log, starts);
    }

    /** One after the other, each again under its id until it is acknowledged. */
    private void send(Track track, String key, long end) {
        long next = System.nanoTime();
        for (int number = 0; System.nanoTime() < end; number++) {
            var id = run + "-" + track.partition() + "-" + number;
            track.sending(id);
            boolean isAcknowledged = false;
            while (!isAcknowledged && System.nanoTime() < end + AFTERWARDS.toNanos()) {
                isAcknowledged =
                        api.post(gateways.next(), event(id, key), PATIENCE).answer() == Answer.ACKNOWLEDGED;
                Waiting.pause(isAcknowledged ? Duration.ZERO : EVERY);
            }
            if (isAcknowledged) {
                track.acknowledged(id, System.nanoTime());
            } else {
                track.gaveUp(System.nanoTime());
            }
            next = Math.max(next + EVERY.toNanos(), System.nanoTime());
            Waiting.pause(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        }
    }

    private static String event(String id, String key) {
        return "[{\"specversion\":\"1.0\",\"id\":\"" + id
                + "\",\"source\":\"/vigil/drill\",\"type\":\"dev.vigil.drill.probe\",\"subject\":\"" + key + "\"}]";
    }

    private boolean tell(List<Track> tracks, FieldLog log, List<Long> starts) {
        int lost = 0;
        int doubled = 0;
        long sent = 0;
        boolean isKnown = true;
        var longest = Duration.ZERO;
        for (var track : tracks) {
            var read = log.ids(track.partition(), starts.get(track.partition()));
            if (read.isEmpty()) {
                console.accept("partition " + track.partition() + " cannot be read: what it has is not known");
                isKnown = false;
                continue;
            }
            var found = read.get();
            lost += track.lost(found);
            doubled += track.doubled(found);
            sent += track.sent();
            longest = longest.compareTo(track.longestOutage()) < 0 ? track.longestOutage() : longest;
            if (!track.outages().isEmpty()) {
                console.accept("partition " + track.partition() + " took nothing for "
                        + track.outages().stream()
                                .map(gap -> gap.toMillis() + " ms")
                                .toList());
            }
        }
        console.accept(sent + " events, lost " + lost + ", doubled " + doubled + ", longest outage of a partition "
                + longest.toMillis() + " ms");
        return isKnown && lost == 0 && doubled == 0;
    }
}
