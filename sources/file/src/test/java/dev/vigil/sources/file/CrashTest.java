package dev.vigil.sources.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Owners die between any two steps, answers are lost, an owner that was replaced goes on for a while; meanwhile somebody writes.
 * What is on the bus at the end, each event counted once, must be every line that was written, in its order.
 */
class CrashTest {
    /** What happens in one run of the world, and who watches. */
    private static final class World implements AutoCloseable {
        private final Random random;
        private final Scene scene;
        private final boolean isFollowed;
        private final boolean savesFirst;
        /** How many lines were written to each file, whatever it is called by now. */
        private final Map<String, Integer> written = new TreeMap<>();
        /** Which file has that name now. */
        private final Map<String, String> named = new TreeMap<>();

        private final List<Intake> replaced = new ArrayList<>();
        private Intake owner;
        private int names;

        World(long seed, Map<String, ?> settings, boolean savesFirst) {
            this.random = new Random(seed);
            this.scene = new Scene(settings);
            this.isFollowed = scene.settings.follow();
            this.savesFirst = savesFirst;
            this.owner = scene.intake();
        }

        void live(int steps) {
            for (int i = 0; i < steps; i++) {
                switch (random.nextInt(10)) {
                    case 0, 1 -> write();
                    case 2 -> rotate();
                    case 3 -> replaced.forEach(this::goOnReplaced);
                    case 4 -> die();
                    default -> goOn();
                }
            }
            replaced.clear();
            scene.run(owner, Duration.ofSeconds(10));
        }

        private void die() {
            if (random.nextInt(4) == 0) {
                replaced.add(owner);
            }
            owner = scene.intake();
        }

        /** One step of the owner, with what may go wrong in it. */
        private void goOn() {
            switch (owner.next(scene.now)) {
                case Intake.Step.Publish(var events) -> publish(events);
                case Intake.Step.Save(var position) -> save(position);
                case Intake.Step.Rest(var pause) -> scene.now = scene.now.plus(pause);
            }
        }

        private void publish(List<Event> events) {
            if (savesFirst) {
                owner.done();
                if (owner.next(scene.now) instanceof Intake.Step.Save(var position)) {
                    scene.position = Optional.of(position);
                }
            }
            switch (random.nextInt(8)) {
                case 0 -> owner = scene.intake(); // dies before it publishes
                case 1 -> { // dies before the answer comes
                    scene.publish(events);
                    owner = scene.intake();
                }
                case 2 -> scene.publish(some(events)); // some of it was taken, and nobody knows
                case 3 -> {} // the bus is away
                default -> {
                    scene.publish(events);
                    if (!savesFirst) {
                        owner.done();
                    }
                }
            }
        }

        /** What comes first of it, if anything. */
        private List<Event> some(List<Event> events) {
            return random.nextBoolean() ? List.of() : events.subList(0, random.nextInt(events.size()));
        }

        private void save(String position) {
            switch (random.nextInt(6)) {
                case 0 -> owner = scene.intake(); // dies before it saves
                case 1 -> { // dies before the answer comes
                    scene.position = Optional.of(position);
                    owner = scene.intake();
                }
                case 2 -> scene.position = Optional.of(position); // it is not known
                case 3 -> {} // the database is away
                default -> {
                    scene.position = Optional.of(position);
                    owner.done();
                }
            }
        }

        /** Its events are taken for a while; its position is not. */
        private void goOnReplaced(Intake late) {
            switch (late.next(scene.now)) {
                case Intake.Step.Publish(var events) -> {
                    scene.publish(events);
                    late.done();
                }
                case Intake.Step.Save _, Intake.Step.Rest _ -> {}
            }
        }

        private void write() {
            var name = "log" + random.nextInt(3);
            if (!scene.has(name)) {
                named.put(name, "f" + names++);
            }
            var file = Objects.requireNonNull(named.get(name));
            int from = written.getOrDefault(file, 0);
            int count = 1 + random.nextInt(random.nextInt(20) == 0 ? 2_500 : 5);
            var text = new StringBuilder();
            LongStream.range(from, from + count)
                    .forEach(n -> text.append(line(file, n)).append(random.nextBoolean() ? "\n" : "\r\n"));
            written.put(file, from + count);
            scene.append(name, text.toString());
        }

        private static String line(String file, long number) {
            return "{\"file\":\"" + file + "\",\"n\":" + number + "}";
        }

        /** Files that are followed are renamed at any time. */
        private void rotate() {
            var name = "log" + random.nextInt(3);
            if (isFollowed && scene.has(name)) {
                scene.rename(name, name + "." + names++);
            }
        }

        /** The lines of each file on the bus, in their order there. */
        Map<String, List<Integer>> taken() {
            var taken = new TreeMap<String, List<Integer>>();
            for (var event : scene.events()) {
                taken.computeIfAbsent(event.text("/file").orElseThrow(), _ -> new ArrayList<>())
                        .add(Integer.valueOf(event.text("/n").orElseThrow()));
            }
            return taken;
        }

        Map<String, List<Integer>> expected() {
            var expected = new TreeMap<String, List<Integer>>();
            written.forEach((file, count) ->
                    expected.put(file, IntStream.range(0, count).boxed().toList()));
            return expected;
        }

        @Override
        public void close() {
            scene.close();
        }
    }

    private static final Map<String, ?> FOLLOWED = Map.of("follow", true, "files", "log*");

    @Property(tries = 150)
    void everyLineOfAFileThatIsFollowedComesOnceAndInItsOrder(@ForAll long seed) {
        check(seed, FOLLOWED);
    }

    @Property(tries = 100)
    void everyLineOfAFileThatIsMovedComesOnceAndInItsOrder(@ForAll long seed) {
        check(seed, Map.of("settle", "2s", "files", "log*"));
    }

    @Property(tries = 100)
    void everyLineOfAFileThatIsDeletedComesOnceAndInItsOrder(@ForAll long seed) {
        check(seed, Map.of("settle", "2s", "files", "log*", "when-done", "delete"));
    }

    @Property(tries = 100)
    void everyLineOfAFileThatIsKeptComesOnceAndInItsOrder(@ForAll long seed) {
        check(seed, Map.of("settle", "2s", "files", "log*", "when-done", "keep"));
    }

    private static void check(long seed, Map<String, ?> settings) {
        try (var world = new World(seed, settings, false)) {
            world.live(150);
            assertThat(world.taken()).isEqualTo(world.expected());
        }
    }

    @Example
    void aPositionThatIsSavedBeforeItsEventsLosesSome() {
        long losing = LongStream.range(0, 50).filter(CrashTest::loses).count();
        assertThat(losing).isGreaterThan(10);
    }

    private static boolean loses(long seed) {
        try (var world = new World(seed, FOLLOWED, true)) {
            world.live(150);
            return !world.taken().equals(world.expected());
        }
    }
}
