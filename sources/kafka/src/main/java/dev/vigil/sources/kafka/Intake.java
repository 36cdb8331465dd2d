package dev.vigil.sources.kafka;

import dev.vigil.api.Event;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One partition of a topic, for as long as this node reads it: what waits for the bus, what is on its way there, and up to where
 * all is on disk. One block at a time is on its way, so that none is taken before the one before it; what comes meanwhile is the
 * next block.
 *
 * <p>Not thread-safe.
 */
final class Intake {
    /** No offset. */
    static final long NONE = -1;

    private static final int BLOCK_BYTES = 256 << 10;
    private static final int BLOCK_EVENTS = 4096;
    private static final int ATTRIBUTES_BYTES = 256;

    private final ArrayDeque<Taken> waiting = new ArrayDeque<>();
    private Optional<Block> block = Optional.empty();
    private long bytes;
    private int alone;
    private boolean isSent;
    private boolean isPaused;
    private Instant notBefore = Instant.MIN;
    private long acknowledged = NONE;
    private long committed = NONE;

    /** A record and the event that it became, or the one that stands for it. */
    record Taken(ConsumerRecord<byte[], byte[]> record, Event event, boolean isRejected) {
        private long bytes() {
            return (long) event.data().remaining() + ATTRIBUTES_BYTES;
        }
    }

    /** Events that go to the bus together, in the order of their records; at least one. */
    record Block(List<Taken> taken) {
        List<Event> events() {
            return taken.stream().map(Taken::event).toList();
        }

        private long bytes() {
            return taken.stream().mapToLong(Taken::bytes).sum();
        }
    }

    /** Takes what was read next. */
    void add(Taken taken) {
        waiting.add(taken);
        bytes += taken.bytes();
    }

    /** What is to be sent now: the block that was not taken, or the next one. It counts as sent from then on. */
    Optional<Block> next(Instant now) {
        if (isSent || now.isBefore(notBefore)) {
            return Optional.empty();
        }
        if (block.isEmpty() && !waiting.isEmpty()) {
            block = Optional.of(cut());
        }
        isSent = block.isPresent();
        return block;
    }

    private Block cut() {
        var taken = new ArrayList<Taken>();
        long size = 0;
        int most = alone > 0 ? 1 : BLOCK_EVENTS;
        while (!waiting.isEmpty() && taken.size() < most && size < BLOCK_BYTES) {
            var next = waiting.remove();
            size += next.bytes();
            taken.add(next);
        }
        alone = Math.max(0, alone - taken.size());
        return new Block(taken);
    }

    /** What was sent is on disk. */
    void accepted() {
        var done = block.orElseThrow();
        acknowledged = done.taken().getLast().record().offset() + 1;
        bytes -= done.bytes();
        block = Optional.empty();
        isSent = false;
    }

    /** What was sent is not known to be on disk: it is sent again, not before that time. */
    void again(Instant time) {
        isSent = false;
        notBefore = time;
    }

    /** Something in what was sent can never be taken: it is sent again event by event, to find out what. */
    void split() {
        var whole = block.orElseThrow().taken();
        whole.reversed().forEach(waiting::addFirst);
        alone = whole.size();
        block = Optional.empty();
        isSent = false;
    }

    /** Sends that in the place of the one event that was sent. */
    void replace(Taken other) {
        bytes += other.bytes() - block.orElseThrow().bytes();
        block = Optional.of(new Block(List.of(other)));
        isSent = false;
    }

    /** Whether all that was read is on disk. */
    boolean isIdle() {
        return block.isEmpty() && waiting.isEmpty();
    }

    /** Whether an answer of the bus is awaited. */
    boolean isSent() {
        return isSent;
    }

    /** All before that offset is on disk, or is nothing for an application, such as the marks of transactions. */
    void passed(long offset) {
        acknowledged = Math.max(acknowledged, offset);
    }

    /** The offset to be committed; empty where it is committed. */
    Optional<Long> commitable() {
        return acknowledged > committed ? Optional.of(acknowledged) : Optional.empty();
    }

    /** That offset is committed. */
    void committed(long offset) {
        committed = Math.max(committed, offset);
    }

    /** Whether reading should stop or go on; empty where it should be as it is. A pause lasts until half of it is gone. */
    Optional<Boolean> pausing(long mostBytes) {
        boolean should = isPaused ? bytes > mostBytes / 2 : bytes > mostBytes;
        if (should == isPaused) {
            return Optional.empty();
        }
        isPaused = should;
        return Optional.of(should);
    }
}
