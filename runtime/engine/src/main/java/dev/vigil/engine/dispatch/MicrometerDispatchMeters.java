package dev.vigil.engine.dispatch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Meters in a {@link MeterRegistry}; names and labels are part of what users rely on. One for each trigger and node. */
public final class MicrometerDispatchMeters implements DispatchMeters {
    private final MeterRegistry registry;
    private final String trigger;
    private final Counter attempts;
    private final Counter timeouts;
    private final Counter retries;
    private final Counter exhausted;
    private final Counter refused;
    private final Counter pauses;
    private final Timer delivered;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger isPaused = new AtomicInteger();

    /** Registers the meters of that trigger. */
    public MicrometerDispatchMeters(MeterRegistry registry, String trigger) {
        this.registry = registry;
        this.trigger = trigger;
        attempts = counter("vigil.dispatch.attempts", "Attempts started");
        timeouts = counter("vigil.dispatch.timeouts", "Attempts that took longer than they may");
        retries = counter("vigil.dispatch.retries", "Attempts that failed and are followed by another");
        exhausted = givenUp("retries");
        refused = givenUp("refused");
        pauses =
                counter("vigil.dispatch.pauses", "How often attempts have paused because too many in a row had failed");
        delivered = Timer.builder("vigil.dispatch.delivered")
                .description("Time from the decision of a firing to its delivery")
                .tag("trigger", trigger)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofHours(1))
                .register(registry);
        gauge("vigil.dispatch.in.flight", "Attempts that run", inFlight);
        gauge("vigil.dispatch.queued", "Firings that wait to be started, or started again", queued);
        gauge("vigil.dispatch.paused", "Whether attempts pause because too many in a row have failed", isPaused);
    }

    @Override
    public void attempt() {
        attempts.increment();
    }

    @Override
    public void timeout() {
        timeouts.increment();
    }

    @Override
    public void retry() {
        retries.increment();
    }

    @Override
    public void delivered(Duration sinceDecided) {
        delivered.record(sinceDecided);
    }

    @Override
    public void exhausted() {
        exhausted.increment();
    }

    @Override
    public void refused() {
        refused.increment();
    }

    @Override
    public void paused() {
        pauses.increment();
        isPaused.set(1);
    }

    @Override
    public void resumed() {
        isPaused.set(0);
    }

    @Override
    public void level(int nowInFlight, int nowQueued) {
        inFlight.set(nowInFlight);
        queued.set(nowQueued);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("trigger", trigger)
                .register(registry);
    }

    private Counter givenUp(String reason) {
        return Counter.builder("vigil.dispatch.exhausted")
                .description("Firings given up, which become dead letters")
                .tag("trigger", trigger)
                .tag("reason", reason)
                .register(registry);
    }

    private void gauge(String name, String description, AtomicInteger value) {
        Gauge.builder(name, value, AtomicInteger::get)
                .description(description)
                .tag("trigger", trigger)
                .register(registry);
    }
}
