package dev.vigil.engine;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a dead letter, which leads to its slot: {@code 7-0f3a…}.
 *
 * @param slot the slot that keeps it
 * @param letter its id in that slot; of a firing, the firing's id
 */
public record DeadLetterId(int slot, String letter) {
    private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,5})-([0-9a-f]{1,64})");

    /** The id that a text stands for; empty where it stands for none. */
    public static Optional<DeadLetterId> parse(String text) {
        var parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new DeadLetterId(Integer.parseInt(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return slot + "-" + letter;
    }
}
