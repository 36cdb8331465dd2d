package dev.vigil.engine.cluster;

import dev.vigil.engine.AvailabilityView;
import dev.vigil.engine.availability.History;
import dev.vigil.engine.availability.Sighting;
import dev.vigil.engine.availability.Slots;
import dev.vigil.engine.journal.OutageTable;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What this node's canary has to say, for whoever asks: people, and metrics. Thread-safe. */
final class CanaryBoard {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int ROUNDS = 60;
    private static final long RECENT_NANOS = Duration.ofHours(1).toNanos();

    private final OutageTable table;
    private final int slots;
    private final Timer answers;
    private final ArrayDeque<Double> served = new ArrayDeque<>();
    private Optional<Sighting> lastOutage = Optional.empty();
    private boolean wasWatching;
    private volatile CanaryView view;
    private volatile Past past;

    private record Past(History history, long readNanos) {}

    CanaryBoard(OutageTable table, int slots, MeterRegistry registry, InstantSource clock) {
        this.table = table;
        this.slots = slots;
        this.view = new CanaryView(false, Slots.all(slots), Optional.empty(), List.of());
        this.past = new Past(History.none(clock.millis()), System.nanoTime());
        this.answers = Timer.builder("vigil.canary")
                .description("Time from asking a slot to its answer that events can be committed")
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofNanos(100_000))
                .maximumExpectedValue(Duration.ofSeconds(30))
                .register(registry);
        Gauge.builder("vigil.availability.ratio", this, CanaryBoard::ratio)
                .description("Share of slots that were served to this node, over the last minute")
                .register(registry);
        Gauge.builder("vigil.recovery.seconds", this, board -> board.recovery(System.nanoTime()))
                .description("How long the outage takes that goes on, or took that was last within an hour; else 0")
                .register(registry);
    }

    /** A slot has answered. */
    void answered(long nanos) {
        answers.record(nanos, TimeUnit.NANOSECONDS);
    }

    void show(CanaryView now) {
        view = now;
    }

    /** An outage is over. */
    synchronized void ended(Sighting outage) {
        lastOutage = Optional.of(outage);
    }

    /** Another second has passed. What was before every slot had answered is forgotten with that. */
    synchronized void round() {
        var now = view;
        if (now.watching() != wasWatching) {
            served.clear();
            wasWatching = now.watching();
        }
        served.add(1 - (double) now.unserved().cardinality() / slots);
        if (served.size() > ROUNDS) {
            served.remove();
        }
    }

    private synchronized double ratio() {
        return served.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    private synchronized double recovery(long nowNanos) {
        var going = view.open().map(open -> nowNanos - open.startNanos());
        var over = lastOutage
                .filter(outage -> nowNanos - outage.endNanos() < RECENT_NANOS)
                .map(Sighting::nanos);
        return going.or(() -> over).orElse(0L) / 1e9;
    }

    /** What is known of the past, at once from memory where the database does not answer. */
    CompletionStage<AvailabilityView> availability() {
        var read = table.history().toCompletableFuture();
        return read.thenApply(history -> new Past(history, System.nanoTime()))
                .thenApply(fresh -> {
                    past = fresh;
                    return shown(fresh, true);
                })
                .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(_ -> shown(past, false));
    }

    private AvailabilityView shown(Past of, boolean current) {
        var now = view;
        return now.after(of.history(), of.readNanos(), System.nanoTime()).view(current, now.unserved(), slots);
    }
}
