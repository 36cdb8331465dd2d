package dev.vigil.engine.cluster;

import dev.vigil.api.Event;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.jspecify.annotations.Nullable;

/**
 * A node's events on their way to one slot: gathered into blocks while earlier blocks are under way, so that blocks grow
 * with the load. A block that is not answered, or refused for now, is sent again until its time is up; it is never taken
 * before the blocks that were sent before it.
 *
 * <p>Threading: thread-safe. Nobody is told an outcome under the lane's lock: what follows may take a lock under which another
 * thread publishes.
 */
final class Lane {
    /**
     * A block is a record, where there is much to do: of this size an event costs an eighth less than of half of it. Two of
     * them, each with its last event, are what one step takes at most.
     */
    static final int BLOCK_BYTES = 496 << 10;
    /** All of a block is handled in one step, in time for its answer even if an event takes a millisecond. */
    static final int BLOCK_EVENTS = 2_000;

    /** So many of a publisher's blocks may be sent again. */
    static final int MOST_IN_FLIGHT = 2;

    /**
     * What is lost is mostly lost while its slot moves, which takes some tenths of a second. A slot that has the block already
     * does nothing with a second one, but a database that is slow must not be asked for all of it again and again: the time
     * doubles, up to the second bound.
     */
    private static final long RESEND_AFTER_NANOS = 400_000_000L;

    private static final long RESEND_AFTER_AT_MOST_NANOS = 2_000_000_000L;
    private static final long RETRY_AFTER_NANOS = 200_000_000L;
    private static final long AT_RISK_AFTER_NANOS = 1_000_000_000L;
    /** What a publisher waits at most, with the tick that finds it out, is below five seconds. */
    private static final long GIVE_UP_AFTER_NANOS = 4_500_000_000L;

    private final EntityRef<SlotCommand> slot;
    private final ActorRef<SlotRequest.PublishReply> replyTo;
    private final EventBlockWriter writer = new EventBlockWriter(4096);
    private final ArrayDeque<Sent> ready = new ArrayDeque<>();
    private final ArrayDeque<Sent> inFlight = new ArrayDeque<>();
    private List<Part> parts = new ArrayList<>();
    private int waitingBytes;
    private long nextNumber;
    private long giveUpAfter = GIVE_UP_AFTER_NANOS;

    /** Consecutive events of a block that belong to one call. */
    private record Part(PendingPublish call, int events) {}

    private static final class Sent {
        private final long number;
        private final EventBlock block;
        private final List<Part> parts;
        private long firstSentAt;
        private long sendAt;
        private long resendAfter = RESEND_AFTER_NANOS;
        private boolean mayHaveHappened;
        /** How often it was sent without an answer so far: each of them may still be written. */
        private int unanswered;

        private boolean isRefused;
        private String reason = "no answer";

        private Sent(long number, EventBlock block, List<Part> parts) {
            this.number = number;
            this.block = block;
            this.parts = parts;
        }
    }

    Lane(EntityRef<SlotCommand> slot, ActorRef<SlotRequest.PublishReply> replyTo) {
        this.slot = slot;
        this.replyTo = replyTo;
    }

    /** How many bytes have been added and not been answered. */
    synchronized int waitingBytes() {
        return waitingBytes;
    }

    /** How many events wait, where the first of them have been under way for a second; else none. */
    synchronized int atRisk(long nowNanos) {
        var first = inFlight.peek();
        if (first == null || nowNanos - first.firstSentAt < AT_RISK_AFTER_NANOS) {
            return 0;
        }
        return writer.count() + count(inFlight) + count(ready);
    }

    private static int count(ArrayDeque<Sent> blocks) {
        return blocks.stream().mapToInt(sent -> sent.block.count()).sum();
    }

    /** Adds events of one call, in order, and sends them as soon as may be. */
    synchronized void add(List<Event> events, PendingPublish call, long nowNanos) {
        int added = 0;
        for (var event : events) {
            int before = writer.sizeBytes();
            writer.add(event, false);
            waitingBytes += writer.sizeBytes() - before;
            added++;
            if (writer.sizeBytes() >= BLOCK_BYTES || writer.count() >= BLOCK_EVENTS) {
                parts.add(new Part(call, added));
                added = 0;
                cut();
            }
        }
        if (added > 0) {
            parts.add(new Part(call, added));
        }
        send(nowNanos);
    }

    /** A slot has answered. */
    void onReply(SlotRequest.PublishReply reply, long nowNanos) {
        var told = new ArrayList<Runnable>();
        synchronized (this) {
            take(reply, nowNanos, told);
        }
        told.forEach(Runnable::run);
    }

    private void take(SlotRequest.PublishReply reply, long nowNanos, List<Runnable> told) {
        var sent = find(reply.number());
        if (sent == null) {
            return; // an answer to what was sent twice
        }
        switch (reply) {
            case SlotRequest.Published(var _, var _, var duplicates) -> {
                remove(sent);
                published(sent, duplicates, told);
                sendRefused(nowNanos);
                send(nowNanos);
            }
            case SlotRequest.NotPublished(var _, var _, var perhaps, var reason) -> {
                sent.mayHaveHappened |= perhaps;
                sent.unanswered--;
                sent.isRefused = true;
                sent.reason = reason;
                sent.sendAt = nowNanos + RETRY_AFTER_NANOS;
            }
        }
    }

    /** Sends what was refused because of the block before it. */
    private void sendRefused(long nowNanos) {
        var first = inFlight.peek();
        if (first != null && first.isRefused) {
            dispatch(first, nowNanos);
        }
    }

    /** What was under way may have been sent to a node that is gone: it is sent again with the next tick. */
    synchronized void onMemberGone(long nowNanos) {
        inFlight.forEach(sent -> sent.sendAt = nowNanos);
    }

    /** The cluster has gone on without this node: no answer comes any more, so publishers are told so with the next tick. */
    synchronized void onLeftBehind() {
        giveUpAfter = 0;
    }

    /** Sends again what is due, and gives up what has waited too long, with all that waits behind it. */
    void onTick(long nowNanos) {
        var told = new ArrayList<Runnable>();
        synchronized (this) {
            look(nowNanos, told);
        }
        told.forEach(Runnable::run);
    }

    private void look(long nowNanos, List<Runnable> told) {
        var first = inFlight.peek();
        if (first != null && nowNanos - first.firstSentAt >= giveUpAfter) {
            giveUp(told);
        }
        for (var sent : inFlight) {
            if (nowNanos - sent.sendAt >= 0) {
                dispatch(sent, nowNanos);
            }
        }
        send(nowNanos);
    }

    /** Nothing of it is kept: its publishers send it again, and what comes then must not come after what was behind it. */
    private void giveUp(List<Runnable> told) {
        cut();
        for (var sent : inFlight) {
            fail(sent, sent.mayHaveHappened || sent.unanswered > 0, sent.reason, told);
        }
        for (var waiting : ready) {
            fail(waiting, false, "events before these could not be written", told);
        }
        inFlight.clear();
        ready.clear();
        waitingBytes = 0;
    }

    private void send(long nowNanos) {
        if (inFlight.size() < MOST_IN_FLIGHT && ready.isEmpty()) {
            cut();
        }
        while (inFlight.size() < MOST_IN_FLIGHT && !ready.isEmpty()) {
            var next = ready.remove();
            next.firstSentAt = nowNanos;
            inFlight.add(next);
            dispatch(next, nowNanos);
        }
    }

    private void dispatch(Sent sent, long nowNanos) {
        sent.sendAt = nowNanos + sent.resendAfter;
        sent.resendAfter = Math.min(2 * sent.resendAfter, RESEND_AFTER_AT_MOST_NANOS);
        sent.unanswered++;
        sent.isRefused = false;
        slot.tell(new SlotRequest.Publish(sent.number, sent != inFlight.peek(), sent.block, replyTo));
    }

    private void cut() {
        if (writer.count() > 0) {
            ready.add(new Sent(nextNumber++, writer.take(), parts));
            parts = new ArrayList<>();
        }
    }

    private @Nullable Sent find(long number) {
        for (var sent : inFlight) {
            if (sent.number == number) {
                return sent;
            }
        }
        return null;
    }

    private void remove(Sent sent) {
        inFlight.remove(sent);
        waitingBytes -= sent.block.sizeBytes();
    }

    private static void published(Sent sent, int[] duplicates, List<Runnable> told) {
        int first = 0;
        int next = 0;
        for (var part : sent.parts) {
            int known = next;
            while (next < duplicates.length && duplicates[next] < first + part.events()) {
                next++;
            }
            int found = next - known;
            told.add(() -> part.call().published(part.events(), found));
            first += part.events();
        }
    }

    private static void fail(Sent sent, boolean mayHaveHappened, String reason, List<Runnable> told) {
        sent.parts.forEach(part -> told.add(() -> part.call().failed(part.events(), mayHaveHappened, reason)));
    }
}
