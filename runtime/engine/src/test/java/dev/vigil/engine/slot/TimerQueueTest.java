package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TimerQueueTest {
    @Property(tries = 200)
    void itIsAListOfTimersSortedByTime(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var queue = new TimerQueue();
        var model = new HashMap<String, TimerQueue.Due>();
        for (int i = 0; i < 500; i++) {
            int sensor = random.nextInt(3);
            var key = "k" + random.nextInt(10);
            var known = model.remove(sensor + key);
            if (known != null) {
                queue.remove(sensor, key, List.of(new Instance.Timer(known.name(), known.dueMillis())));
            }
            if (random.nextInt(3) > 0) {
                var due = new TimerQueue.Due(random.nextInt(1000), sensor, key, "t");
                queue.add(sensor, key, List.of(new Instance.Timer("t", due.dueMillis())));
                model.put(sensor + key, due);
            }
            assertSame(queue, model.values().stream().toList(), random);
        }
    }

    @Example
    void aTimerThatIsSetAnewAMillionTimesIsOneTimer() {
        var queue = new TimerQueue();
        queue.add(0, "k", List.of(new Instance.Timer("t", 0)));
        for (int i = 1; i <= 1_000_000; i++) {
            queue.remove(0, "k", List.of(new Instance.Timer("t", i - 1)));
            queue.add(0, "k", List.of(new Instance.Timer("t", i)));
        }
        assertThat(queue.due(Long.MAX_VALUE, 10, List.of(0)))
                .containsExactly(new TimerQueue.Due(1_000_000, 0, "k", "t"));
    }

    private static void assertSame(TimerQueue queue, List<TimerQueue.Due> model, SplittableRandom random) {
        int sensor = random.nextInt(3);
        var next = model.stream()
                .filter(due -> due.sensor() == sensor)
                .mapToLong(TimerQueue.Due::dueMillis)
                .min();
        assertThat(queue.next(sensor)).isEqualTo(next.isPresent() ? next : OptionalLong.empty());
        long now = random.nextInt(1000);
        int most = random.nextInt(1, 40);
        int without = random.nextInt(3);
        var sensors = List.of(0, 1, 2).stream().filter(s -> s != without).toList();
        var expected = model.stream()
                .filter(due -> sensors.contains(due.sensor()) && due.dueMillis() <= now)
                .sorted(Comparator.comparingLong(TimerQueue.Due::dueMillis)
                        .thenComparingInt(TimerQueue.Due::sensor)
                        .thenComparing(TimerQueue.Due::key))
                .limit(most)
                .toList();
        assertThat(queue.due(now, most, sensors)).isEqualTo(expected);
    }
}
