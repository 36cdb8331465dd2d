package dev.vigil.engine.cluster;

import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the engine measures of itself; names and labels are part of what users rely on. Thread-safe. */
final class EngineMeters {
    private static final List<Step.Result> REDRIVEN =
            List.of(Step.Result.HANDLED, Step.Result.DISPATCHED, Step.Result.FAILED_AGAIN);

    private final MeterRegistry registry;
    private final Set<String> triggers;
    private final ConcurrentHashMap<Integer, SlotMeters> slots = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, SensorMeters> sensors = new ConcurrentHashMap<>();
    private final DistributionSummary recordBytes;
    private final DistributionSummary recordEvents;
    private final Timer recordWrite;
    private final Timer recovery;
    private final KeptLetters kept;
    private final SensorLevels levels;
    private final LogLevels log;
    private final Counter failures;

    /**
     * Counts into these meters.
     *
     * @param running the sensors, which are there from the start on
     * @param triggers that there are
     * @param clock tells how old things are
     */
    EngineMeters(MeterRegistry registry, Set<String> running, Set<String> triggers, InstantSource clock) {
        this.registry = registry;
        this.triggers = Set.copyOf(triggers);
        running.forEach(this::ofSensor);
        recordBytes = DistributionSummary.builder("vigil.record.size")
                .baseUnit("bytes")
                .description("Size of journal records, compressed")
                .publishPercentileHistogram()
                .minimumExpectedValue(64.0)
                .maximumExpectedValue(4.0 * (1 << 20))
                .register(registry);
        recordEvents = DistributionSummary.builder("vigil.record.events")
                .description("Events in one journal record")
                .register(registry);
        recordWrite = Latencies.timer("vigil.record.write")
                .description("Time from handing a record to the journal to its being on disk")
                .register(registry);
        recovery = Latencies.timer("vigil.slot.recovery")
                .description("Time to read a slot's snapshot and records")
                .register(registry);
        kept = new KeptLetters(registry);
        levels = new SensorLevels(registry, running);
        log = new LogLevels(registry, clock);
        failures = Counter.builder("vigil.slot.failures")
                .description("Incarnations of slots that ended by a failed read or write")
                .register(registry);
    }

    private SlotMeters ofSlot(int slot) {
        return slots.computeIfAbsent(slot, number -> new SlotMeters(registry, number));
    }

    private SensorMeters ofSensor(String sensor) {
        return sensors.computeIfAbsent(sensor, name -> new SensorMeters(registry, name, triggers));
    }

    /** Counts a step whose record is on disk. */
    void committed(int number, Slot slot, InFlight done) {
        long now = System.nanoTime();
        var record = done.step().record();
        long writeNanos = now - done.writtenNanos();
        ofSlot(number).committed(record.events().count(), done.recordBytes(), writeNanos);
        duplicates(number, done.step());
        done.step().handled().forEach(handled -> ofSensor(handled.sensor()).handled(handled));
        recordBytes.record(done.recordBytes());
        recordEvents.record(record.events().count());
        recordWrite.record(writeNanos, TimeUnit.NANOSECONDS);
        record.deadLetters()
                .forEach(letter -> ofSensor(slot.sensorName(letter.sensor())).deadLetter(letter.reason()));
        done.step().ruled().forEach(this::ruled);
        for (var firing : record.decided()) {
            var sensor = ofSensor(slot.sensorName(firing.sensor()));
            if (firing.isRepeated()) {
                sensor.firedAgain(firing.trigger());
            } else {
                sensor.fired(firing.trigger(), now - done.batch().arrivedNanos());
            }
        }
        record.replays()
                .advanced()
                .forEach(one -> ofSensor(slot.sensorName(one.edition())).replayed(one.tally()));
    }

    private void ruled(Step.Ruled ruled) {
        if (REDRIVEN.contains(ruled.result())) {
            var result = ruled.result().name().toLowerCase(Locale.ROOT).replace('_', '-');
            registry.counter("vigil.dead.letters.redriven", "result", result).increment();
        } else if (ruled.result() == Step.Result.DISCARDED) {
            registry.counter("vigil.dead.letters.discarded").increment();
        }
    }

    /** How many dead letters are kept. */
    KeptLetters kept() {
        return kept;
    }

    /** How far sensors are behind in time, and what they wait for. */
    SensorLevels levels() {
        return levels;
    }

    /** How much is kept of the log. */
    LogLevels log() {
        return log;
    }

    /** Counts events that had been accepted before. */
    void duplicates(int number, Step step) {
        var slot = ofSlot(number);
        step.answers().forEach(answer -> slot.duplicates(answer.duplicates().length));
    }

    /** Shows how many events wait for longer than they should. */
    void atRisk(Supplier<Number> events) {
        Gauge.builder("vigil.events.at.risk", events)
                .description("Events sent to this node that no slot has taken for a second, and those behind them")
                .register(registry);
    }

    void refused(String reason, int events) {
        registry.counter("vigil.events.refused", "reason", reason).increment(events);
    }

    void recovered(long nanos) {
        recovery.record(Duration.ofNanos(nanos));
    }

    void failed() {
        failures.increment();
    }
}
