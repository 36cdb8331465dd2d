package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

class InstancesTest {
    @Property(tries = 400)
    void theyAreWhatAMapHas(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        int keys = 1 << random.nextInt(12);
        int most = 1 << random.nextInt(4, 14);
        var instances = new Instances();
        var model = new HashMap<String, Instance>();
        for (int i = 0; i < 3_000; i++) {
            var key = key(random.nextInt(keys));
            if (random.nextInt(4) == 0) {
                assertThat(instances.remove(key)).isEqualTo(timers(model.remove(key)));
            } else {
                var instance = instance(random, most);
                assertThat(instances.put(key, instance)).isEqualTo(timers(model.put(key, instance)));
            }
            assertThat(instances.size()).isEqualTo(model.size());
            var any = key(random.nextInt(keys));
            assertThat(text(instances.get(any))).isEqualTo(text(model.get(any)));
            if (random.nextInt(2_000) == 0) {
                instances.clear();
                model.clear();
            }
        }
        assertThat(all(instances)).isEqualTo(texts(model));
        var after = key(random.nextInt(keys));
        int page = random.nextInt(1, 50);
        assertThat(instances.keys(after, page))
                .isEqualTo(new TreeSet<>(model.keySet())
                        .tailSet(after, false).stream().limit(page).toList());
        var withTimers = new HashMap<String, List<Instance.Timer>>();
        instances.forEachTimers(withTimers::put);
        var expected = new HashMap<String, List<Instance.Timer>>();
        model.forEach((key, instance) -> expected.put(key, instance.timers()));
        expected.values().removeIf(List::isEmpty);
        assertThat(withTimers).isEqualTo(expected);
    }

    /** Larger than a chunk, and others between them. */
    @Property(tries = 20)
    void largeOnesAreKept(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var instances = new Instances();
        var model = new HashMap<String, Instance>();
        for (int i = 0; i < 300; i++) {
            var key = key(random.nextInt(30));
            var instance = instance(random, 1 << random.nextInt(20));
            instances.put(key, instance);
            model.put(key, instance);
        }
        assertThat(all(instances)).isEqualTo(texts(model));
        assertThat(instances.heldBytes()).isLessThan(3 * bytes(model) + (1 << 20));
    }

    @Property(tries = 20)
    void whatIsReplacedDoesNotPileUp(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        int keys = random.nextInt(1, 20_000);
        int most = random.nextInt(1, 200);
        var instances = new Instances();
        var model = new HashMap<String, Instance>();
        for (int i = 0; i < 100_000; i++) {
            var key = key(random.nextInt(keys));
            var instance = new Instance(new byte[random.nextInt(most)], 1, i, List.of());
            instances.put(key, instance);
            model.put(key, instance);
        }
        long fixed = 80L * model.size() + (512 << 10);
        assertThat(instances.heldBytes()).isLessThan(2 * bytes(model) + fixed);
        model.keySet().forEach(instances::remove);
        assertThat(instances.size()).isZero();
        assertThat(instances.heldBytes()).isLessThan(32L * model.size() + (512 << 10));
    }

    @Example
    void aFewTakeLittle() {
        var instances = new Instances();
        for (int i = 0; i < 10_000; i++) {
            instances.put(key(i % 3), new Instance(new byte[20 + i % 17], 1, i, List.of()));
        }
        assertThat(instances.heldBytes()).isLessThan(2_000);
    }

    private static String key(int number) {
        return number % 3 == 0 ? "" + number : "Schl\u00fcssel-\ud83d\ude00-" + number;
    }

    private static Instance instance(SplittableRandom random, int most) {
        var state = new byte[random.nextInt(most)];
        random.nextBytes(state);
        var timers = IntStream.range(0, random.nextInt(5) == 0 ? random.nextInt(4) : 0)
                .mapToObj(i -> new Instance.Timer("\u00fcber-" + i, random.nextLong()))
                .toList();
        return new Instance(state, random.nextInt(), random.nextLong(), timers);
    }

    private static List<Instance.Timer> timers(@Nullable Instance instance) {
        return instance == null ? List.of() : instance.timers();
    }

    private static long bytes(Map<String, Instance> model) {
        return model.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + entry.getValue().state().length)
                .sum();
    }

    private static List<String> all(Instances instances) {
        var all = new ArrayList<String>();
        instances.forEach((key, instance) -> all.add(key + " " + text(instance)));
        all.sort(null);
        return all;
    }

    private static List<String> texts(Map<String, Instance> model) {
        return model.entrySet().stream()
                .map(entry -> entry.getKey() + " " + text(entry.getValue()))
                .sorted()
                .toList();
    }

    private static String text(@Nullable Instance instance) {
        return instance == null
                ? "none"
                : Arrays.hashCode(instance.state()) + " " + instance.state().length + " v" + instance.version() + " at "
                        + instance.updatedMillis() + " " + instance.timers();
    }
}
