package dev.vigil.engine.delivery;

import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.event.Placement;
import dev.vigil.engine.sensor.KeyFailedException;
import dev.vigil.engine.sensor.Router;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.EditionName;
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
import java.util.TreeMap;
import java.util.stream.Stream;

/** All that one incarnation of a slot sends to other slots' sensors, and to replays of them. Not thread-safe. */
public final class Feeds {
    private final int slot;
    private final int slots;
    private final Slot state;
    private final List<? extends SensorRunner<?>> runners;
    private final FeedSettings settings;
    private final Router router;
    private final Map<String, Integer> places = new HashMap<>();
    /** By sensor's place. */
    private final List<Line> lines = new ArrayList<>();
    /** By sensor's place: that of its replay. */
    private final Map<Integer, Line> replays = new TreeMap<>();

    /** By sensor: an event whose key is not found, and which the sensor has yet to come by here. */
    private final Map<String, Long> doubtful = new HashMap<>();

    private final Set<Feed> active = new LinkedHashSet<>();
    private final Set<Feed> behind = new LinkedHashSet<>();
    private long head;

    /** Begins where the slot knows that others have everything. The slot must have been opened. */
    public Feeds(int slot, int slots, Slot state, List<? extends SensorRunner<?>> runners, FeedSettings settings) {
        this.slot = slot;
        this.slots = slots;
        this.state = state;
        this.runners = runners;
        this.settings = settings;
        this.router = new Router(runners);
        this.head = state.nextOffset() - 1;
        for (int place = 0; place < runners.size(); place++) {
            var name = runners.get(place).name();
            places.put(name, place);
            var line = Line.of(name, place, slot, slots, state, settings);
            line.all().forEach(this::note);
            lines.add(line);
        }
        follow();
    }

    /**
     * Takes over what a record has changed: what the slot knows others to have, since the log may begin after that now and what is
     * before cannot be read any more; the replays that have begun, and those that are over.
     */
    public void follow() {
        for (var feed : List.copyOf(behind)) {
            confirmed(feed.sensor, feed.target, state.confirmed(feed.sensor, feed.target));
        }
        doubtful.entrySet().removeIf(event -> state.received(event.getKey(), slot) >= event.getValue());
        followReplays();
    }

    private void followReplays() {
        var fed = state.fedReplays();
        if (fed.isEmpty() && replays.isEmpty()) {
            return;
        }
        var names = fed.stream().map(EditionName::text).toList();
        for (var line : List.copyOf(replays.values())) {
            if (!names.contains(line.name)) {
                line.all().forEach(this::forget);
                doubtful.remove(line.name);
                replays.values().remove(line);
            }
        }
        for (var edition : fed) {
            var place = places.get(edition.sensor());
            if (place != null && !replays.containsKey(place)) {
                var line = Line.ofReplay(edition, place, slot, slots, state, settings);
                line.all().forEach(this::note);
                replays.put(place, line);
            }
        }
    }

    /** Takes over what a commit that is on disk made for others; {@code newHead} is the offset of its last event. */
    public void committed(long newHead, List<Step.Outgoing> outgoing, long atMillis) {
        for (var block : outgoing) {
            var place = places.get(block.sensor());
            if (place != null) {
                to(place, block.target()).filter(Feed::isLive).forEach(feed -> {
                    feed.committed(block.events(), block.offsets(), head, newHead, atMillis);
                    note(feed);
                });
            }
        }
        head = newHead;
    }

    /** A slot has everything of a sensor up to there. */
    public void confirmed(String sensor, int target, long upTo) {
        feed(sensor, target).ifPresent(feed -> {
            if (line(sensor).filter(line -> line.ends(target, upTo)).isPresent()) {
                forget(feed);
                return;
            }
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
        for (var line : replays.values()) {
            line.all().forEach(feed -> {
                feed.tell(head, nowMillis);
                note(feed);
            });
        }
        var due = new ArrayList<Send>();
        for (var feed : active) {
            var blocks = new ArrayList<Inputs.Delivered>();
            feed.takeDue(nowMillis, blocks);
            blocks.forEach(block -> due.add(new Send(feed.target, marked(feed, block))));
        }
        return due;
    }

    /** A replay has to know how far its sensor is. */
    private Inputs.Delivered marked(Feed feed, Inputs.Delivered block) {
        var replay = replays.get(feed.place);
        return replay == null || !replay.name.equals(feed.sensor)
                ? block
                : lines.get(feed.place)
                        .to(feed.target)
                        .map(living -> block.with(new Inputs.ReplayMark(replay.begins, living.settled(head))))
                        .orElse(block);
    }

    /** A block and the slot it is for. */
    public record Send(int target, Inputs.Delivered block) {}

    /** The offset after which the journal has to be read for those that are behind and have room; empty for none. */
    public OptionalLong behindAfter() {
        return behind.stream().filter(this::wantsReplay).mapToLong(Feed::routed).min();
    }

    private boolean wantsReplay(Feed feed) {
        return feed.wantsReplay() && !doubtful.containsKey(feed.sensor);
    }

    /** Takes a stretch of the journal for those that are behind. */
    public void replayed(Inputs.Replay replay) {
        var waiting = behind.stream()
                .filter(this::wantsReplay)
                .filter(f -> f.routed() >= replay.firstOffset() - 1 && f.routed() < replay.lastOffset())
                .toList();
        if (waiting.isEmpty()) {
            return;
        }
        var found = new LinkedHashMap<Feed, Found>();
        waiting.forEach(feed -> found.put(feed, new Found(replay.lastOffset())));
        long offset = replay.firstOffset();
        for (var event : replay.events()) {
            for (int place : router.route(event)) {
                find(place, event, offset, found);
            }
            offset++;
        }
        found.forEach((feed, events) -> {
            if (events.last > feed.routed()) {
                feed.replayed(events.writer.take(), events.offsets(), events.last, head, replay.atMillis());
                note(feed);
            }
        });
    }

    private void find(int place, BlockEvent event, long offset, Map<Feed, Found> found) {
        Optional<Integer> target;
        try {
            target = target(place, event);
        } catch (KeyFailedException e) {
            doubt(runners.get(place).name(), offset, found);
            Optional.ofNullable(replays.get(place)).ifPresent(line -> doubt(line.name, offset, found));
            return;
        }
        target.stream().flatMap(slotOfKey -> to(place, slotOfKey)).forEach(feed -> {
            var events = found.get(feed);
            if (events != null && offset > feed.routed() && offset <= events.last) {
                events.add(event, offset);
            }
        });
    }

    /**
     * An event whose key is not found is a dead letter here, once the sensor has come by it here. Before, nobody is told that
     * there was nothing for it: the key function may be another when this slot comes by the event.
     */
    private void doubt(String sensor, long offset, Map<Feed, Found> found) {
        if (state.received(sensor, slot) >= offset) {
            return;
        }
        found.forEach((feed, events) -> {
            if (feed.sensor.equals(sensor) && offset > feed.routed() && offset <= events.last) {
                events.last = offset - 1;
                doubtful.putIfAbsent(sensor, offset);
            }
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

    private Optional<Integer> target(int place, BlockEvent event) throws KeyFailedException {
        return runners.get(place).keyOf(event).map(key -> Placement.slotOf(key, slots));
    }

    private Optional<Line> line(String name) {
        var place = places.get(name);
        return place == null
                ? replays.values().stream()
                        .filter(line -> line.name.equals(name))
                        .findFirst()
                : Optional.of(lines.get(place));
    }

    private Optional<Feed> feed(String name, int target) {
        return line(name).flatMap(line -> line.to(target));
    }

    /** The feeds of a sensor and of its replay to a slot. */
    private Stream<Feed> to(int place, int target) {
        var living = lines.get(place).to(target).stream();
        var replay = replays.get(place);
        return replay == null ? living : Stream.concat(living, replay.to(target).stream());
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

    private void forget(Feed feed) {
        active.remove(feed);
        behind.remove(feed);
    }

    private static final class Found {
        private final EventBlockWriter writer = new EventBlockWriter(1024);
        private final List<Long> offsets = new ArrayList<>();
        /** Up to where there is nothing else. */
        private long last;

        private Found(long last) {
            this.last = last;
        }

        void add(BlockEvent event, long offset) {
            writer.addCopy(event);
            offsets.add(offset);
        }

        long[] offsets() {
            return offsets.stream().mapToLong(Long::longValue).toArray();
        }
    }
}
