package dev.vigil.engine.delivery;

import dev.vigil.engine.slot.EditionName;
import dev.vigil.engine.slot.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The feeds of one sensor, or of a replay of it, to all other slots. */
final class Line {
    final String name;
    /** Of a replay: the offset after which it begins. */
    final long begins;
    /** By target slot; empty at the slot's own place, and where a replay is over. */
    private final List<Optional<Feed>> feeds = new ArrayList<>();

    private Line(String name, long begins) {
        this.name = name;
        this.begins = begins;
    }

    static Line ofReplay(EditionName name, int place, int slot, int slots, Slot state, FeedSettings settings) {
        return of(name.text(), state.startsAfter(name), place, slot, slots, state, settings);
    }

    static Line of(String name, int place, int slot, int slots, Slot state, FeedSettings settings) {
        return of(name, -1, place, slot, slots, state, settings);
    }

    private static Line of(
            String name, long begins, int place, int slot, int slots, Slot state, FeedSettings settings) {
        var line = new Line(name, begins);
        long head = state.nextOffset() - 1;
        for (int target = 0; target < slots; target++) {
            long confirmed = state.confirmed(name, target);
            line.feeds.add(
                    target == slot || confirmed == EditionName.ENDED
                            ? Optional.empty()
                            : Optional.of(new Feed(name, place, slot, target, settings, confirmed, head)));
        }
        return line;
    }

    Optional<Feed> to(int target) {
        return feeds.get(target);
    }

    Stream<Feed> all() {
        return feeds.stream().flatMap(Optional::stream);
    }

    /** Whether that is what a slot says where a replay is over; then nothing more goes there. */
    boolean ends(int target, long upTo) {
        boolean ends = upTo == EditionName.ENDED;
        if (ends) {
            feeds.set(target, Optional.empty());
        }
        return ends;
    }
}
