package dev.vigil.benchmarks.drill.load;

import dev.vigil.engine.event.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** The keys of a drill, by slot. Immutable. */
public final class Keys {
    private static final int PER_SLOT = 20;

    private final List<List<String>> bySlot;
    private final List<String> probes;

    private Keys(List<List<String>> bySlot, List<String> probes) {
        this.bySlot = bySlot;
        this.probes = probes;
    }

    /** Keys for so many slots. */
    public static Keys of(int slots) {
        var bySlot = new ArrayList<List<String>>();
        var probes = new ArrayList<String>();
        for (int slot = 0; slot < slots; slot++) {
            bySlot.add(some("device-", slot, slots, PER_SLOT));
            probes.addAll(some("probe-", slot, slots, 1));
        }
        return new Keys(List.copyOf(bySlot), List.copyOf(probes));
    }

    private static List<String> some(String prefix, int slot, int slots, int count) {
        return Stream.iterate(0, i -> i + 1)
                .map(i -> prefix + i)
                .filter(key -> Placement.slotOf(key, slots) == slot)
                .limit(count)
                .toList();
    }

    /** How many slots. */
    public int slots() {
        return bySlot.size();
    }

    /** All keys that have events, but for the probes'. */
    public List<String> devices() {
        return bySlot.stream().flatMap(List::stream).toList();
    }

    /** The key of the probes of that slot. */
    public String probe(int slot) {
        return probes.get(slot);
    }

    String of(int slot, Random random) {
        return bySlot.get(slot).get(random.nextInt(PER_SLOT));
    }

    String any(Random random) {
        return of(random.nextInt(slots()), random);
    }
}
