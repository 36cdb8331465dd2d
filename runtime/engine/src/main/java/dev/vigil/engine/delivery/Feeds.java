package dev.vigil.engine.delivery;

import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.KeyFailedException;
import dev.vigil.engine.sensor.Router;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** All that one incarnation of a slot sends to other slots' sensors. Not thread-safe. */
public final class Feeds {
    private final int slots;
    private final List<? extends SensorRunner<?>> runners;
    private final Router router;
    private final Map<String, Integer> places = new HashMap<>();
    /** By sensor's place, then target slot; empty at the slot's own place. */
    private final List<List<Optional<Feed>>> feeds = new ArrayList<>();

    private final Set<Feed> active = new LinkedHashSet<>();
    private final Set<Feed> behind = new LinkedHashSet<>();
    private long head;

    /** Begins where the slot knows that others have everything. The slot must have been opened. */
    public Feeds(int slot, int slots, Slot state, List<? extends SensorRunner<?>> runners, FeedSettings settings) {
        this.slots = slots;
        this.runners = runners;
        this.router = new Router(runners);
        this.head = state.nextOffset() - 1;
        for (int place = 0; place < runners.size(); place++) {
            var name = runners.get(place).name();
            places.put(name, place);
            var targets = new ArrayList<Optional<Feed>>(slots);
            for (int target = 0; target < slots; target++) {
                targets.add(
                        target == slot
                                ? Optional.empty()
                                : Optional.of(new Feed(
                                        name, place, slot, target, settings, state.confirmed(name, target), head)));
            }
            targets.forEach(feed -> feed.filter(f -> !f.isLive()).ifPresent(behind::add));
            feeds.add(targets);
        }
    }

    /** Takes over what a commit that is on disk made for others; {@code head} is the offset of its last event. */
    public void committed(long newHead, List<Step.Outgoing> outgoing) {
        for (var block : outgoing) {
            feed(block.sensor(), block.target()).filter(Feed::isLive).ifPresent(feed -> {
                feed.committed(block.events(), block.offsets(), head, newHead);
                note(feed);
            });
        }
        head = newHead;
    }

    /** A slot has everything of a sensor up to there. */
    public void confirmed(String sensor, int target, long upTo) {
        feed(sensor, target).ifPresent(feed -> {
            feed.confirmed(upTo, head);
            note(feed);
        });
    }

    /** A slot refused a block that begins after an offset, having less. */
    public void refused(String sensor, int target, long after, long has) {
        feed(sensor, target).ifPresent(feed -> {
            feed.refused(after, has, head);
            note(feed);
        });
    }

    /** Takes what is to be sent now, to be sent by the caller. */
    public List<Send> takeDue(long nowMillis) {
        var due = new ArrayList<Send>();
        for (var feed : active) {
            var blocks = new ArrayList<Inputs.Delivered>();
            feed.takeDue(nowMillis, blocks);
            blocks.forEach(block -> due.add(new Send(feed.target, block)));
        }
        return due;
    }

    /** A block and the slot it is for. */
    public record Send(int target, Inputs.Delivered block) {}

    /** The offset after which the journal has to be read for those that are behind and have room; empty for none. */
    public OptionalLong behindAfter() {
        return behind.stream().filter(Feed::wantsReplay).mapToLong(Feed::routed).min();
    }

    /** Takes a stretch of the journal for those that are behind. */
    public void replayed(Inputs.Replay replay) {
        var waiting = behind.stream()
                .filter(Feed::wantsReplay)
                .filter(f -> f.routed() >= replay.firstOffset() - 1 && f.routed() < replay.lastOffset())
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        var found = new LinkedHashMap<Feed, Found>();
        waiting.forEach(feed -> found.put(feed, new Found()));
        long offset = replay.firstOffset();
        for (var event : replay.events()) {
            for (int place : router.route(event)) {
                var feed =
                        target(place, event).flatMap(target -> feeds.get(place).get(target));
                if (feed.isPresent()
                        && found.containsKey(feed.get())
                        && offset > feed.get().routed()) {
                    found.get(feed.get()).add(event, offset);
                }
            }
            offset++;
        }
        found.forEach((feed, events) -> {
            feed.replayed(events.writer.take(), events.offsets(), replay.lastOffset(), head);
            note(feed);
        });
    }

    /** Whether a slot has, or needs, nothing of a sensor that is still under way. */
    public boolean isIdle(String sensor, int target) {
        return feed(sensor, target)
                .map(feed -> feed.isLive() && !feed.hasWindow())
                .orElse(true);
    }

    /** Up to where a slot is known to have a sensor's events. */
    public long confirmed(String sensor, int target) {
        return feed(sensor, target).map(Feed::confirmed).orElse(head);
    }

    private Optional<Integer> target(int place, BlockEvent event) {
        try {
            return runners.get(place).keyOf(event).map(key -> Placement.slotOf(key, slots));
        } catch (KeyFailedException e) {
            return Optional.empty(); // a dead letter since the event was taken in
        }
    }

    private Optional<Feed> feed(String sensor, int target) {
        var place = places.get(sensor);
        return place == null ? Optional.empty() : feeds.get(place).get(target);
    }

    private void note(Feed feed) {
        if (feed.hasWindow()) {
            active.add(feed);
        } else {
            active.remove(feed);
        }
        if (feed.isLive()) {
            behind.remove(feed);
        } else {
            behind.add(feed);
        }
    }

    private static final class Found {
        private final EventBlockWriter writer = new EventBlockWriter(1024);
        private final List<Long> offsets = new ArrayList<>();

        void add(BlockEvent event, long offset) {
            writer.addCopy(event);
            offsets.add(offset);
        }

        long[] offsets() {
            return offsets.stream().mapToLong(Long::longValue).toArray();
        }
    }
}
