package dev.vigil.engine.slot;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.Subscription;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.SensorRunner;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast the pure core is on the workload of the benchmark, in the CPU time of one thread, without any disk: for a person to run, with
 * the number of slots.
 */
public final class StepHarness {
    private static final int KEYS = 10_000;
    private static final int BATCH = 1_000;

    private StepHarness() {}

    /** The workload's sensor. */
    private static final class Readings extends Sensor<Readings.State> {
        record State(long count, long sum, long max, long last) {}

        record Reading(long value) {}

        @Override
        public Subscription subscription() {
            return Subscription.to("reading");
        }

        @Override
        public State initialState(String key) {
            return new State(0, 0, Long.MIN_VALUE, 0);
        }

        @Override
        public Effect<State> onEvent(State state, Event event, Context context) {
            long value = event.data(Reading.class).value();
            var effect = Effect.become(
                    new State(state.count() + 1, state.sum() + value, Math.max(state.max(), value), value));
            return value > 98 ? effect.fire("alarm", new Reading(value)) : effect;
        }
    }

    /** Runs for as many rounds as asked, and prints events a second for each. */
    public static void main(String[] arguments) {
        int slots = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        var runners = List.of(new SensorRunner<>("readings", new Readings(), 3));
        var all = new ArrayList<Slot>();
        var keys = new ArrayList<List<String>>();
        for (int i = 0; i < slots; i++) {
            var slot = new Slot(
                    new SlotSettings(i, slots, 131_072, Duration.ofHours(1), 1 << 30, Integer.MAX_VALUE), runners);
            slot.apply(slot.open("harness", 1).record(), 0);
            all.add(slot);
            keys.add(new ArrayList<>());
        }
        for (int i = 0; i < KEYS; i++) {
            var key = "device-" + i;
            keys.get(Placement.slotOf(key, slots)).add(key);
        }
        long id = 0;
        for (int round = 0; round < rounds; round++) {
            var blocks = new ArrayList<EventBlock>();
            for (int i = 0; i < 400; i++) {
                blocks.add(block(keys.get(i % slots), id));
                id += BATCH;
            }
            long steps = 0;
            long encoding = 0;
            long applying = 0;
            long bytes = 0;
            for (int i = 0; i < blocks.size(); i++) {
                var slot = all.get(i % slots);
                long begin = cpuNanos();
                var step = slot.step(
                        new Inputs(
                                List.of(blocks.get(i)),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()),
                        round);
                long stepped = cpuNanos();
                var record = RecordCodec.encode(step.record());
                long encoded = cpuNanos();
                slot.apply(step.record(), 0);
                applying += cpuNanos() - encoded;
                steps += stepped - begin;
                encoding += encoded - stepped;
                bytes += record.length;
            }
            double events = blocks.size() * (double) BATCH;
            System.out.printf(
                    "%d slots: %,.0f events/s; ns an event: step %.0f, encode %.0f, apply %.0f; %.0f bytes an event%n",
                    slots,
                    events / (steps + encoding + applying) * 1e9,
                    steps / events,
                    encoding / events,
                    applying / events,
                    bytes / events);
        }
    }

    /** Of this thread: what else the machine does does not count. */
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static EventBlock block(List<String> keys, long id) {
        var writer = new EventBlockWriter(300 * BATCH);
        for (int i = 0; i < BATCH; i++) {
            long n = id + i;
            long mixed = n * 0x9E3779B97F4A7C15L;
            var key = keys.get((int) Long.remainderUnsigned(mixed >>> 20, keys.size()));
            var data = "{\"value\": %d, \"unit\": \"celsius\", \"firmware\": \"4.2.%d\", \"note\": \"%016x%016x%016x\"}"
                    .formatted(Long.remainderUnsigned(mixed >>> 7, 100), n % 50, mixed, mixed * 31, n);
            writer.add(
                    Event.of("benchmark", Long.toString(n), "reading")
                            .subject(key)
                            .data(data)
                            .build(),
                    false);
        }
        return writer.take();
    }
}
