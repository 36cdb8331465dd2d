package dev.vigil.benchmarks.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** As little of an answer to a request as tells where it ends and whether events were taken. */
final class Answer {
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LENGTH = "\r\nContent-Length: ".getBytes(StandardCharsets.US_ASCII);
    private static final int STATUS_AT = 9;
    private static final int STATUS_DIGITS = 3;

    private Answer() {}

    /** Takes a whole answer off what has come, and says its status; nought, and takes nothing, where it is not whole yet. */
    static int take(ByteBuffer in) {
        int start = in.position();
        int headEnd = find(in, END_OF_HEAD, start, in.limit());
        if (headEnd < 0) {
            return 0;
        }
        int lengthAt = find(in, LENGTH, start, headEnd);
        int bodyAt = headEnd + END_OF_HEAD.length;
        int end = bodyAt + (lengthAt < 0 ? 0 : number(in, lengthAt + LENGTH.length));
        if (end > in.limit()) {
            return 0;
        }
        in.position(end);
        return digits(in, start + STATUS_AT, STATUS_DIGITS);
    }

    /** Where those bytes are between two places; below nought where they are not. */
    static int find(ByteBuffer in, byte[] what, int from, int to) {
        for (int at = from; at <= to - what.length; at++) {
            int same = 0;
            while (same < what.length && in.get(at + same) == what[same]) {
                same++;
            }
            if (same == what.length) {
                return at;
            }
        }
        return -1;
    }

    /** The number that is written there. */
    static int number(ByteBuffer in, int at) {
        int end = at;
        while (end < in.limit() && Character.isDigit(in.get(end))) {
            end++;
        }
        return digits(in, at, end - at);
    }

    private static int digits(ByteBuffer in, int at, int count) {
        int number = 0;
        for (int i = at; i < at + count; i++) {
            number = number * 10 + in.get(i) - '0';
        }
        return number;
    }
}
