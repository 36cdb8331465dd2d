package dev.vigil.benchmarks.http;

import dev.vigil.benchmarks.engine.Workload;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Requests with events of the readings workload, made beforehand but for the events' ids, which are new each time. For one
 * thread.
 */
final class Requests {
    private static final int KEYS = 10_000;
    private static final int EVENTS = 1 << 13;
    private static final int ID_DIGITS = 12;
    private static final String ID = "0".repeat(ID_DIGITS);
    private static final String BEFORE_ID = "{\"specversion\":\"1.0\",\"id\":\"";

    private final Prepared[] prepared;
    private long sent;
    private long nextId;

    private record Prepared(byte[] bytes, int[] idsAt) {}

    Requests(Shape shape) {
        nextId = shape.firstId();
        var workload = new Workload(KEYS, 1);
        prepared = new Prepared[EVENTS / shape.events()];
        for (int i = 0; i < prepared.length; i++) {
            prepared[i] = prepare(shape, workload, (long) i * shape.events());
        }
    }

    /** Puts the next one into a buffer, which must have room for it, and makes that ready to be read. */
    void next(ByteBuffer into) {
        var next = prepared[(int) (sent++ % prepared.length)];
        for (int at : next.idsAt) {
            digits(next.bytes, at, nextId++);
        }
        into.clear().put(next.bytes).flip();
    }

    /** How long the longest is. */
    int mostBytes() {
        int most = 0;
        for (var one : prepared) {
            most = Math.max(most, one.bytes.length);
        }
        return most;
    }

    private static void digits(byte[] bytes, int at, long number) {
        long left = number;
        for (int i = at + ID_DIGITS - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private static Prepared prepare(Shape shape, Workload workload, long first) {
        var body = new ByteArrayOutputStream();
        var ids = new int[shape.events()];
        for (int i = 0; i < ids.length; i++) {
            if (shape == Shape.BATCH) {
                body.write(i == 0 ? '[' : ',');
            }
            ids[i] = body.size() + BEFORE_ID.length();
            body.writeBytes(event(workload, first + i));
            if (shape == Shape.STREAM) {
                body.write('\n');
            }
        }
        if (shape == Shape.BATCH) {
            body.write(']');
        }
        var head = head(shape, body.size()).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < ids.length; i++) {
            ids[i] += head.length;
        }
        var all = new ByteArrayOutputStream();
        all.writeBytes(head);
        all.writeBytes(body.toByteArray());
        if (shape == Shape.STREAM) {
            all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        return new Prepared(all.toByteArray(), ids);
    }

    /** Of a request; of a stream, of one of its chunks. */
    private static String head(Shape shape, int length) {
        return shape == Shape.STREAM
                ? Integer.toHexString(length) + "\r\n"
                : post(shape) + "Content-Length: " + length + "\r\n\r\n";
    }

    /** The first lines of a request. */
    static String post(Shape shape) {
        return "POST /events HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + shape.contentType() + "\r\n";
    }

    private static byte[] event(Workload workload, long n) {
        var event = workload.event("", n);
        var text = BEFORE_ID + ID + "\",\"source\":\"bench\",\"type\":\"reading\",\"subject\":\""
                + event.subject().orElseThrow() + "\",\"data\":" + event.dataAsText() + "}";
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
