package dev.vigil.engine.cluster;

import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.ReplayTally;
import dev.vigil.engine.slot.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted of one sensor on this node. All there is from the start on, at nought: of a counter that begins with its
 * first event an alert does not see that event. Thread-safe.
 */
final class SensorMeters {
    /** For all triggers that there are not. */
    private static final String MISSING = "missing";

    private final MeterRegistry registry;
    private final String sensor;
    private final Set<String> triggers;
    private final LongAdder events = new LongAdder();
    private final LongAdder timers = new LongAdder();
    private final LongAdder replayed = new LongAdder();
    private final LongAdder suppressed = new LongAdder();
    private final Map<DeadLetter.Reason, Counter> deadLetters = new EnumMap<>(DeadLetter.Reason.class);
    private final ConcurrentHashMap<String, Firings> firings = new ConcurrentHashMap<>();

    /**
     * Counts into these meters.
     *
     * @param triggers that there are; a sensor may name any other, and as many as it likes
     */
    SensorMeters(MeterRegistry registry, String sensor, Set<String> triggers) {
        this.registry = registry;
        this.sensor = sensor;
        this.triggers = triggers;
        var tags = List.of(Tag.of("sensor", sensor));
        registry.more().counter("vigil.sensor.events", tags, events);
        registry.more().counter("vigil.sensor.timers", tags, timers);
        registry.more().counter("vigil.replay.events", tags, replayed);
        registry.more().counter("vigil.replay.suppressed", tags, suppressed);
        for (var reason : DeadLetter.Reason.values()) {
            var counter = Counter.builder("vigil.dead.letters")
                    .description("Events and firings that became dead letters")
                    .tag("sensor", sensor)
                    .tag("reason", reason.name())
                    .register(registry);
            deadLetters.put(reason, counter);
        }
    }

    /** It was called for these. */
    void handled(Step.Handled handled) {
        events.add(handled.events());
        timers.add(handled.timers());
    }

    /** A replay of it has done this. */
    void replayed(ReplayTally tally) {
        replayed.add(tally.events());
        suppressed.add(tally.suppressed());
    }

    /** It decided to run a trigger, so long after what it decided on had come to its slot. */
    void fired(String trigger, long nanos) {
        var counted = firings(trigger);
        counted.number().increment();
        counted.latency().record(nanos, TimeUnit.NANOSECONDS);
    }

    /** A firing of it runs again that was a dead letter. */
    void firedAgain(String trigger) {
        firings(trigger).number().increment();
    }

    private Firings firings(String trigger) {
        return firings.computeIfAbsent(
                triggers.contains(trigger) ? trigger : MISSING,
                name -> Firings.of(registry, List.of(Tag.of("sensor", sensor), Tag.of("trigger", name))));
    }

    /** Those of one trigger. */
    private record Firings(LongAdder number, Timer latency) {
        static Firings of(MeterRegistry registry, List<Tag> tags) {
            var number = new LongAdder();
            registry.more().counter("vigil.sensor.firings", tags, number);
            var latency = Latencies.timer("vigil.publish.to.fired")
                    .description("Time from an event's arrival at its slot to the release of what it fired")
                    .tags(tags)
                    .register(registry);
            return new Firings(number, latency);
        }
    }

    /** Something of it became a dead letter. */
    void deadLetter(DeadLetter.Reason reason) {
        var counter = deadLetters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }
}
