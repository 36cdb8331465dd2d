package dev.vigil.benchmarks.http;

import dev.vigil.benchmarks.report.Quantiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Sends streams of events, each as fast as it is acknowledged, with so many lines under way. For one thread. */
final class StreamLoop implements AutoCloseable {
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(20);
    /** Of each stream: what is gathered while a group is written, and that group. */
    private static final int LINES_UNDER_WAY = 2_000;

    private static final byte[] LINES = "{\"lines\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROBLEM = "\"status\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Requests requests;
    private final int linesAtOnce;
    private final Selector selector = Selector.open();
    private final ArrayList<Stream> streams = new ArrayList<>();
    private final Histogram latency = new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    private long endNanos;
    private int open;

    private static final class Stream {
        private final Link link;
        /** When each chunk that is not acknowledged was sent. */
        private final ArrayDeque<Long> sentNanos = new ArrayDeque<>();

        private long sent;
        private long acknowledged;
        private boolean isEnding;

        Stream(int port, Selector selector, int outBytes) throws IOException {
            link = new Link(port, selector, this, outBytes);
        }
    }

    StreamLoop(DriverTask task, Requests requests) throws IOException {
        this.requests = requests;
        this.linesAtOnce = task.shape().events();
        var head = (Requests.post(task.shape()) + "Transfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < task.connections(); i++) {
            var stream = new Stream(task.port(), selector, requests.mostBytes());
            stream.link.out().clear().put(head).flip();
            stream.link.send();
            streams.add(stream);
        }
    }

    /** Sends for so long, and waits for the ends of the streams. */
    Driven run(double seconds) throws IOException {
        long cpu = DriverProcess.cpuNanos();
        long start = System.nanoTime();
        endNanos = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        open = streams.size();
        for (var stream : streams) {
            send(stream);
        }
        while (open > 0) {
            selector.select(this::ready, 1);
            if (System.nanoTime() > endNanos + LAST_ANSWERS_NANOS) {
                throw new IOException(open + " streams have no end");
            }
        }
        long events = streams.stream().mapToLong(stream -> stream.acknowledged).sum();
        return new Driven(
                events / linesAtOnce,
                events,
                0,
                (System.nanoTime() - start) / 1e9,
                Quantiles.of(latency),
                DriverProcess.cpuNanos() - cpu);
    }

    private void ready(SelectionKey key) {
        var stream = (Stream) key.attachment();
        try {
            if (key.isReadable()) {
                receive(key, stream);
            }
            if (key.isValid()) {
                send(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(Stream stream) throws IOException {
        if (!stream.link.isSent()) {
            stream.link.send();
        }
        while (stream.link.isSent() && !stream.isEnding) {
            long now = System.nanoTime();
            if (now >= endNanos) {
                stream.isEnding = true;
                stream.link
                        .out()
                        .clear()
                        .put("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                        .flip();
            } else if (stream.sent - stream.acknowledged < LINES_UNDER_WAY) {
                stream.sent += linesAtOnce;
                stream.sentNanos.add(now);
                requests.next(stream.link.out());
            } else {
                return;
            }
            stream.link.send();
        }
    }

    /** Looks only for the last sum that has come, and for the end. */
    private void receive(SelectionKey key, Stream stream) throws IOException {
        var in = stream.link.receive();
        if (Answer.find(in, PROBLEM, in.position(), in.limit()) >= 0) {
            throw new IOException("a stream was refused: " + StandardCharsets.UTF_8.decode(in));
        }
        for (int at = find(in, LINES); at >= 0; at = find(in, LINES)) {
            int comma = Answer.find(in, new byte[] {','}, at, in.limit());
            if (comma < 0) {
                break;
            }
            in.position(comma);
            acknowledged(stream, Answer.number(in, at + LINES.length));
        }
        if (find(in, END) >= 0) {
            open--;
            key.cancel();
        } else {
            // What may be the beginning of something is kept.
            in.position(Math.max(in.position(), in.limit() - 64));
        }
        stream.link.received();
    }

    private static int find(ByteBuffer in, byte[] what) {
        return Answer.find(in, what, in.position(), in.limit());
    }

    private void acknowledged(Stream stream, long lines) {
        long now = System.nanoTime();
        while (stream.acknowledged + linesAtOnce <= lines) {
            stream.acknowledged += linesAtOnce;
            latency.recordValue(now - stream.sentNanos.remove());
        }
    }

    @Override
    public void close() throws IOException {
        for (var stream : streams) {
            stream.link.close();
        }
        selector.close();
    }
}
