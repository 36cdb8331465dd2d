package dev.vigil.sources.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads lines of a file from one place on. Where lines begin and end depends on nothing but the bytes from there on, so that
 * whoever reads again finds the same ones.
 *
 * <p>A line that is longer than allowed, or whose quotes are never closed, ends with its first line break: one quote too many
 * must not take thousands of rows with it. Lines without content are left out. For one use.
 */
final class Lines {
    /** How much of a line that is too long is shown. */
    static final int SHOWN = 64 << 10;

    private static final long LINE_BREAK = 2;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Window window;
    private final Framing framing;
    private final int limit;
    private final long until;
    private final boolean isAll;
    private final List<Line> lines = new ArrayList<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private long offset;
    private long number;
    private long bytes;

    /**
     * Lines that were read.
     *
     * @param lines in their order
     * @param end behind the last one
     * @param number of the line that begins there
     */
    record Stretch(List<Line> lines, long end, long number) {}

    /**
     * Lines that are still to be read.
     *
     * @param framing where they end
     * @param limit how many bytes a line may have
     * @param until where reading ends
     * @param isAll whether nothing will come after that, so that what stands there without a line break is a line too
     */
    Lines(FileChannel channel, Framing framing, int limit, long until, boolean isAll) {
        this.window = new Window(channel);
        this.framing = framing;
        this.limit = limit;
        this.until = until;
        this.isAll = isAll;
    }

    /** Up to so many lines, or not many more than so many bytes, from an offset on. */
    Stretch read(long from, long fromNumber, int mostLines, int mostBytes) throws IOException {
        offset = from;
        number = fromNumber;
        while (offset < until && lines.size() < mostLines && bytes < mostBytes && next()) {}
        return new Stretch(List.copyOf(lines), offset, number);
    }

    /** Reads one line; whether it has come to its end. */
    private boolean next() throws IOException {
        framing.begin();
        content.reset();
        long breaks = 0;
        long firstBreak = -1;
        for (long at = offset; at < until; at++) {
            byte next = window.at(at);
            boolean isBreak = framing.isByLines() && next == '\n';
            breaks += isBreak ? 1 : 0;
            firstBreak = isBreak && firstBreak < 0 ? at : firstBreak;
            boolean isTooLong = at + 1 - offset > limit + LINE_BREAK;
            if (!isTooLong) {
                content.write(next);
            }
            if (!isMark(at, next) && framing.ends(next)) {
                return take(at + 1, breaks, firstBreak);
            }
            if (isTooLong && firstBreak >= 0) {
                return refuse(firstBreak + 1, 1, tooLong());
            }
        }
        return isAll && last(breaks, firstBreak);
    }

    /** What stands at the end of a file. */
    private boolean last(long breaks, long firstBreak) {
        return framing.isClosed()
                ? take(until, breaks, firstBreak)
                : refuse(firstBreak < 0 ? until : firstBreak + 1, 1, unclosed());
    }

    private boolean take(long end, long breaks, long firstBreak) {
        var line = line(end, Optional.empty());
        if (line.length() > limit) {
            return (firstBreak >= 0 && firstBreak + 1 < end)
                    ? refuse(firstBreak + 1, 1, tooLong())
                    : refuse(end, breaks, tooLong());
        }
        if (line.content().length > 0) {
            add(line);
        }
        return advance(end, breaks);
    }

    private boolean refuse(long end, long breaks, Refusal refusal) {
        add(line(end, Optional.of(refusal)));
        return advance(end, breaks);
    }

    /** The line that ends there, as far as it was kept. */
    private Line line(long end, Optional<Refusal> fault) {
        var kept = content.toByteArray();
        long length = end - offset;
        if (length > kept.length) {
            return new Line(number, offset, length, Arrays.copyOf(kept, Math.min(SHOWN, kept.length)), fault);
        }
        var line = Arrays.copyOf(kept, (int) length);
        int cut = framing.isByLines() ? lineBreak(line) : 0;
        return new Line(number, offset, length - cut, withoutMark(Arrays.copyOf(line, line.length - cut)), fault);
    }

    private void add(Line line) {
        lines.add(line);
        bytes += line.content().length;
    }

    private boolean advance(long end, long breaks) {
        offset = end;
        number += breaks;
        return true;
    }

    private static Refusal unclosed() {
        return new Refusal(Refusal.Reason.MALFORMED, "a quote opens a field and nothing closes it");
    }

    private Refusal tooLong() {
        return new Refusal(Refusal.Reason.TOO_LONG, "it is longer than " + limit + " bytes");
    }

    /** What marks the order of bytes is no part of the first field. */
    private boolean isMark(long at, byte next) {
        return framing.isByLines() && at < BYTE_ORDER_MARK.length && next == BYTE_ORDER_MARK[(int) at];
    }

    private byte[] withoutMark(byte[] line) {
        boolean isMarked = offset == 0 && framing.isByLines() && startsWithMark(line);
        return isMarked ? Arrays.copyOfRange(line, BYTE_ORDER_MARK.length, line.length) : line;
    }

    private static boolean startsWithMark(byte[] line) {
        return line.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(line, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    /** How many bytes its line break has. */
    private static int lineBreak(byte[] line) {
        if (line.length == 0 || line[line.length - 1] != '\n') {
            return 0;
        }
        return line.length > 1 && line[line.length - 2] == '\r' ? 2 : 1;
    }
}
