package dev.vigil.benchmarks.drill.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** Every attempt to publish and its answer, kept in memory for the checker and in a file for people. Thread-safe. */
public final class Ledger implements AutoCloseable {
    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> untyped = new ConcurrentLinkedQueue<>();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final LongAdder timedOut = new LongAdder();
    private final LongAdder retriedTwice = new LongAdder();
    private final FileChannel file;

    /** What became of one event. */
    public record Entry(Reading reading, boolean isAcknowledged) {}

    /** A ledger whose lines go to a new file. */
    public Ledger(Path path) {
        try {
            file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends events to the node at that URL, once, and keeps what it answered. */
    public Answer publish(Api api, String url, List<Reading> readings, Duration patience) {
        sending(readings, 1, url);
        var reply = api.publish(url, readings, patience);
        answered(readings, 1, reply);
        return reply.answer();
    }

    /** How many events are acknowledged. */
    public long acknowledged() {
        return acknowledged.sum();
    }

    /** Before events are sent. */
    void sending(List<Reading> readings, int attempt, String url) {
        readings.forEach(reading -> entries.putIfAbsent(reading.id(), new Entry(reading, false)));
        write("send " + first(readings) + " attempt=" + attempt + " to=" + url);
    }

    /** After that attempt to send them. */
    void answered(List<Reading> readings, int attempt, Reply reply) {
        var answer = reply.answer();
        if (answer == Answer.ACKNOWLEDGED) {
            for (var reading : readings) {
                var before = entries.put(reading.id(), new Entry(reading, true));
                acknowledged.add(before != null && before.isAcknowledged() ? 0 : 1);
            }
        } else if (answer == Answer.UNTYPED) {
            untyped.add(first(readings) + ": " + reply.text());
        }
        refused.add(answer == Answer.REFUSED ? 1 : 0);
        unknown.add(answer == Answer.UNKNOWN ? 1 : 0);
        // Probes, whose attempts are below zero, are not waited for as long as a node may take to answer.
        timedOut.add(attempt > 0 && reply.failure() == Reply.Failure.TIMED_OUT ? 1 : 0);
        if (attempt == 2 && reply.answer() != Answer.ACKNOWLEDGED) {
            retriedTwice.increment();
        }
        write(reply.answer() + " " + first(readings) + " attempt=" + attempt
                + (reply.answer() == Answer.ACKNOWLEDGED ? "" : " " + reply.text()));
    }

    private static String first(List<Reading> readings) {
        return readings.getFirst().id() + "+" + (readings.size() - 1) + " at=" + System.nanoTime() / 1_000_000;
    }

    private void write(String line) {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        synchronized (file) {
            try {
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Puts on disk what was written so far. */
    void force() {
        try {
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All events that were ever sent, by id. */
    public Map<String, Entry> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** The answers that no node may give. */
    public List<String> untyped() {
        return List.copyOf(untyped);
    }

    /** How many attempts were refused. */
    public long refused() {
        return refused.sum();
    }

    /** How many attempts got no answer, or one that did not say. */
    public long unknown() {
        return unknown.sum();
    }

    /** How many requests were not answered within the six seconds that a publisher waits. */
    public long timedOut() {
        return timedOut.sum();
    }

    /** How many requests failed again when they were sent the second time. */
    public long failedTwice() {
        return retriedTwice.sum();
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
