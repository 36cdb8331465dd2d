package dev.vigil.engine.slot;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the events of a replay are addressed to: the sensor and the number of the replay, so that nothing of an earlier one is
 * ever taken for it. A sensor that is configured has no tilde in its name.
 *
 * @param sensor the sensor's name
 * @param number of the replay; a later one of the same sensor has a greater one
 */
public record EditionName(String sensor, long number) {
    /** What a slot in which the replay is over says it has of its events: all there will ever be. */
    public static final long ENDED = Long.MAX_VALUE;

    private static final Pattern TEXT = Pattern.compile("(.+)~([0-9]{1,18})", Pattern.DOTALL);

    /** The name in a text; empty where it is none. */
    public static Optional<EditionName> parse(String text) {
        var found = TEXT.matcher(text);
        return found.matches()
                ? Optional.of(new EditionName(found.group(1), Long.parseLong(found.group(2))))
                : Optional.empty();
    }

    /** As it is written. */
    public String text() {
        return sensor + "~" + number;
    }
}
