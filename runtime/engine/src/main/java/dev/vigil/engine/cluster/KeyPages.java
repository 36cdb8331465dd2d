package dev.vigil.engine.cluster;

import dev.vigil.engine.InstancePage;
import dev.vigil.engine.SensorView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pages of keys that stay small enough to travel between nodes: cut by bytes as well as by count, but never before the first
 * key. Pure.
 */
final class KeyPages {
    /** A page ends before the key that would make it longer; far below a frame, into which any one key fits. */
    static final int MOST_BYTES = 1 << 20;

    private KeyPages() {}

    /** What a slot answers, of keys in ascending order. */
    static SlotRequest.Keys ofSlot(int slot, List<String> keys) {
        var some = fitting(keys);
        return new SlotRequest.Keys(slot, some, some.size() < keys.size());
    }

    /**
     * One page of what all slots have answered. Of a slot that was cut it is not known what follows; so the page ends with the
     * first last key of those.
     */
    static InstancePage merged(SensorView sensor, List<SlotRequest.Keys> slots, int limit) {
        var end = slots.stream()
                .filter(some -> some.isCut() && !some.keys().isEmpty())
                .map(some -> some.keys().getLast())
                .min(String::compareTo);
        var all = slots.stream()
                .flatMap(some -> some.keys().stream())
                .filter(key -> end.isEmpty() || key.compareTo(end.get()) <= 0)
                .sorted()
                .toList();
        var page = fitting(all.subList(0, Math.min(limit, all.size())));
        boolean hasMore = end.isPresent() || page.size() < all.size() || all.size() == limit;
        return new InstancePage(
                sensor, page, hasMore && !page.isEmpty() ? Optional.of(page.getLast()) : Optional.empty());
    }

    private static List<String> fitting(List<String> keys) {
        var some = new ArrayList<String>();
        long bytes = 0;
        for (var key : keys) {
            bytes += key.getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MOST_BYTES && !some.isEmpty()) {
                break;
            }
            some.add(key);
        }
        return List.copyOf(some);
    }
}
