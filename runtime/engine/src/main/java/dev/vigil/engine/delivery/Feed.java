package dev.vigil.engine.delivery;

import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.Inputs.ReplayMark;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The events of this partition for one sensor and one other slot. Live: every commit adds to the window. Behind: the
 * window is full or the past is still to be read, and the journal feeds it. Not thread-safe.
 */
final class Feed {
    private static final long NOT_SENT = Long.MIN_VALUE;

    final String sensor;
    final int place;
    final int target;
    private final int from;
    private final FeedSettings settings;
    private final ArrayDeque<InFlight> window = new ArrayDeque<>();
    private int windowBytes;
    /** The end of the last block in the window, or where the next one begins. */
    private long chained;
    /** While behind: everything up to there has been looked at. */
    private long routed;

    private boolean live;
    private long confirmed;
    /** When a replay was told last how far the log is. */
    private long toldAt = NOT_SENT;

    /** A block, and when it was sent last. */
    private static final class InFlight {
        private Inputs.Delivered block;
        private long sentAt = NOT_SENT;

        private InFlight(Inputs.Delivered block) {
            this.block = block;
        }
    }

    Feed(String sensor, int place, int from, int target, FeedSettings settings, long confirmed, long head) {
        this.sensor = sensor;
        this.place = place;
        this.from = from;
        this.target = target;
        this.settings = settings;
        this.confirmed = confirmed;
        this.chained = confirmed;
        this.routed = confirmed;
        this.live = confirmed >= head;
    }

    boolean isLive() {
        return live;
    }

    boolean hasWindow() {
        return !window.isEmpty();
    }

    /** Everything up to there has been looked at; only meaningful while behind. */
    long routed() {
        return routed;
    }

    boolean wantsReplay() {
        return !live && (window.isEmpty() || windowBytes < settings.windowBytes() / 2);
    }

    /** Adds what a commit made for this feed. */
    void committed(EventBlock events, long[] offsets, long headBefore, long head, long atMillis) {
        if (windowBytes + events.sizeBytes() > settings.windowBytes() && !window.isEmpty()) {
            live = false;
            routed = headBefore;
        } else {
            enqueue(events, offsets, head, atMillis);
        }
    }

    /**
     * Tells a replay, now and then, that it has all there is up to there: its sensor may have come further by events that
     * neither of them wants any more, and when it is over this slot has to be told.
     */
    void tell(long head, long now) {
        boolean isDue =
                toldAt == NOT_SENT || now - toldAt >= settings.resendAfter().toMillis();
        if (live && window.isEmpty() && isDue) {
            toldAt = now;
            add(EventBlock.EMPTY, new long[0], Math.max(chained, head), 0);
        }
    }

    /**
     * Up to where the other slot has all that there was for this feed. A block that was refused may say that it begins earlier
     * than the sensor.
     */
    long settled(long head) {
        var first = window.peek();
        if (first != null) {
            return Math.max(first.block.after(), confirmed);
        }
        return live ? head : routed;
    }

    /** Adds what a stretch of the journal that ends there held for this feed. */
    void replayed(EventBlock events, long[] offsets, long last, long head, long atMillis) {
        if (!events.isEmpty()) {
            enqueue(events, offsets, last, atMillis);
        }
        routed = last;
        live = last >= head;
    }

    /** Up to where the other slot is known to have everything. */
    long confirmed() {
        return confirmed;
    }

    /**
     * The other slot has everything up to there: also what is still to be read. That may be gone, since the log is kept for those
     * only who have not had it.
     */
    void confirmed(long upTo, long head) {
        confirmed = Math.max(confirmed, upTo);
        if (!live) {
            routed = Math.max(routed, confirmed);
            live = routed >= head;
        }
        while (!window.isEmpty() && window.peek().block.upTo() <= upTo) {
            windowBytes -= window.remove().block.events().sizeBytes();
        }
    }

    /**
     * The other slot refused the block that begins after that offset, because it has only what is before another.
     *
     * <p>All events before the window have been confirmed. If the slot has less than where the window begins, there was
     * none for it in between, and the first block may say so. If it has what comes before the block, it cannot take it
     * at present, and is asked again when the time has come.
     */
    void refused(long after, long has, long head) {
        confirmed(has, head);
        var first = window.peek();
        if (first == null || first.block.after() != after || has >= after) {
            return;
        }
        var block = first.block;
        first.block = new Inputs.Delivered(
                sensor, from, has, block.upTo(), block.events(), block.offsets(), block.atMillis(), block.ofReplay());
        window.forEach(inFlight -> inFlight.sentAt = NOT_SENT);
    }

    /** Takes what is to be sent now: what has not been sent yet, or everything when the oldest was sent too long ago. */
    void takeDue(long now, List<Inputs.Delivered> due) {
        var oldest = window.peek();
        if (oldest != null
                && oldest.sentAt != NOT_SENT
                && now - oldest.sentAt >= settings.resendAfter().toMillis()) {
            window.forEach(inFlight -> inFlight.sentAt = NOT_SENT);
        }
        for (var inFlight : window) {
            if (inFlight.sentAt == NOT_SENT) {
                inFlight.sentAt = now;
                due.add(inFlight.block);
            }
        }
    }

    private void enqueue(EventBlock events, long[] offsets, long upTo, long atMillis) {
        if (events.sizeBytes() <= settings.blockBytes()) {
            add(events, offsets, upTo, atMillis);
            return;
        }
        var writer = new EventBlockWriter(settings.blockBytes());
        var some = new ArrayList<Long>();
        int i = 0;
        for (var event : events) {
            if (writer.count() > 0 && writer.sizeBytes() + event.sizeBytes() > settings.blockBytes()) {
                add(writer.take(), toArray(some), some.getLast(), atMillis);
                some.clear();
            }
            writer.addCopy(event);
            some.add(offsets[i++]);
        }
        add(writer.take(), toArray(some), upTo, atMillis);
    }

    private void add(EventBlock events, long[] offsets, long upTo, long atMillis) {
        window.add(new InFlight(
                new Inputs.Delivered(sensor, from, chained, upTo, events, offsets, atMillis, ReplayMark.NONE)));
        windowBytes += events.sizeBytes();
        chained = upTo;
    }

    private static long[] toArray(List<Long> offsets) {
        var array = new long[offsets.size()];
        Arrays.setAll(array, offsets::get);
        return array;
    }
}
