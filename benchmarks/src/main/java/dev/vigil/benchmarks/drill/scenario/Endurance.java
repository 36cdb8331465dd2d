package dev.vigil.benchmarks.drill.scenario;

import dev.vigil.benchmarks.drill.bench.Databases;
import dev.vigil.benchmarks.drill.bench.NodeProcess;
import dev.vigil.benchmarks.drill.bench.Vitals;
import dev.vigil.benchmarks.drill.bench.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether nodes that live through rounds hold no more than they did when they were warm (I8): heap, threads, descriptors and
 * sessions of the database grow by no more than a twentieth, or by a floor below which a node's usual ups and downs are. A
 * process is warm when it has lived through one round, the first ones before the first round. For one thread.
 */
final class Endurance {
    /** A process that lived through fewer rounds says nothing. */
    static final int FEWEST_ROUNDS = 3;

    private static final Duration SETTLE = Duration.ofSeconds(60);
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final long HEAP_FLOOR = 8L << 20;
    /** What a window of dedupe that is not full yet keeps of an event, with the room into which it grows. */
    private static final long PER_EVENT = 80;

    private static final int THREADS_FLOOR = 6;
    private static final int DESCRIPTORS_FLOOR = 24;
    private static final int SESSIONS_FLOOR = 2;

    private final List<NodeProcess> nodes;
    private final Databases databases;
    private final Map<NodeProcess, Long> seen = new HashMap<>();
    private final Map<Long, Warm> warm = new HashMap<>();
    private int sessions;

    private record Warm(int round, long events, Vitals vitals) {}

    Endurance(List<NodeProcess> nodes, Databases databases) {
        this.nodes = nodes;
        this.databases = databases;
    }

    /** After the warm-up, which is round 0, and after each round; so many events were sent until then. */
    void after(int round, long events) {
        if (round == 0) {
            sessions = databases.primary().sessions();
        }
        for (var node : nodes) {
            boolean isWarm = round == 0 || Long.valueOf(node.pid()).equals(seen.get(node));
            seen.put(node, node.pid());
            if (isWarm && node.isRunning() && !warm.containsKey(node.pid())) {
                warm.put(node.pid(), new Warm(round, events, node.vitals()));
            }
        }
    }

    /** What nodes hold too much of, a line each; tells what was compared. Gives a fault's traces a minute to go. */
    List<String> excess(int round, long events, List<String> notes) {
        if (round < FEWEST_ROUNDS) {
            notes.add("I8 is not judged in fewer than " + FEWEST_ROUNDS + " rounds");
            return List.of();
        }
        var excess = new ArrayList<String>();
        for (var node : nodes) {
            var then = warm.get(node.pid());
            if (then != null && node.isRunning() && round - then.round() >= FEWEST_ROUNDS) {
                compare(node, then, round - then.round(), events - then.events(), notes)
                        .ifPresent(excess::add);
            }
        }
        if (notes.isEmpty()) {
            notes.add("I8: no process lived through " + FEWEST_ROUNDS + " rounds; only sessions are compared");
        }
        sessions(notes).ifPresent(excess::add);
        return excess;
    }

    private static Optional<String> compare(NodeProcess node, Warm then, int rounds, long events, List<String> notes) {
        var old = then.vitals();
        long heap = Math.max(old.heapBytes() / 20, HEAP_FLOOR + PER_EVENT * events);
        var now = new Vitals[] {node.vitals()};
        boolean isWithin = Waiting.within(SETTLE, () -> {
            boolean holds = now[0].heapBytes() <= old.heapBytes() + heap
                    && now[0].threads() <= old.threads() + Math.max(old.threads() / 20, THREADS_FLOOR)
                    && now[0].descriptors() <= old.descriptors() + Math.max(old.descriptors() / 20, DESCRIPTORS_FLOOR);
            if (!holds) {
                Waiting.pause(AGAIN);
                now[0] = node.vitals();
            }
            return holds;
        });
        var text = String.format(
                Locale.ROOT,
                "I8: %s after %d rounds: heap %.1f to %.1f MiB, threads %d to %d, descriptors %d to %d",
                node.name(),
                rounds,
                old.heapBytes() / 1048576.0,
                now[0].heapBytes() / 1048576.0,
                old.threads(),
                now[0].threads(),
                old.descriptors(),
                now[0].descriptors());
        notes.add(text);
        return isWithin ? Optional.empty() : Optional.of(text);
    }

    private Optional<String> sessions(List<String> notes) {
        int most = sessions + Math.max(sessions / 20, SESSIONS_FLOOR);
        boolean isWithin = Waiting.within(SETTLE, () -> databases.primary().sessions() <= most);
        var text = "I8: sessions of the database " + sessions + " to "
                + databases.primary().sessions();
        notes.add(text);
        return isWithin ? Optional.empty() : Optional.of(text);
    }
}
