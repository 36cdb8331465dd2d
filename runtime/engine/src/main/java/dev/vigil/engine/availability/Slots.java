package dev.vigil.engine.availability;

import java.util.BitSet;
import java.util.regex.Pattern;

/** Sets of slots as text: {@code 0-7,12}; empty for none. */
public final class Slots {
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");

    private Slots() {}

    /** That set as text. */
    public static String text(BitSet slots) {
        var text = new StringBuilder();
        int from = slots.nextSetBit(0);
        while (from >= 0) {
            int end = slots.nextClearBit(from);
            text.append(text.isEmpty() ? "" : ",").append(from);
            if (end - 1 > from) {
                text.append('-').append(end - 1);
            }
            from = slots.nextSetBit(end);
        }
        return text.toString();
    }

    /** The set that a text means; what cannot be read of it is left out. */
    public static BitSet of(String text) {
        var slots = new BitSet();
        for (var part : text.split(",", -1)) {
            var range = RANGE.matcher(part);
            if (range.matches()) {
                int from = Integer.parseInt(range.group(1));
                int to = range.group(2) == null ? from : Integer.parseInt(range.group(2));
                slots.set(Math.min(from, to), Math.max(from, to) + 1);
            }
        }
        return slots;
    }

    /** The first so many slots. */
    public static BitSet all(int count) {
        var slots = new BitSet();
        slots.set(0, count);
        return slots;
    }
}
