package dev.vigil.node.config;

import dev.vigil.api.Settings;
import dev.vigil.engine.EngineSettings.Retention;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code vigil.journal.retention}. */
final class RetentionSection {
    private static final String TIME = "time";
    private static final String SIZE = "size";
    private static final Duration LEAST_TIME = Duration.ofMinutes(1);
    private static final Duration MOST_TIME = Duration.ofDays(36_500);
    /** With less, a slot could keep little more than the records that its snapshots do not cover. */
    private static final long LEAST_BYTES_A_SLOT = 1 << 20;

    private RetentionSection() {}

    /** Both are read in any case, so that an unknown key is told what there is. */
    static Retention read(Settings settings, int slots) {
        var time = Bounds.duration(settings, TIME, MOST_TIME, LEAST_TIME, MOST_TIME);
        long size = size(settings, slots);
        return new Retention(
                settings.has(TIME) ? Optional.of(time) : Optional.empty(),
                settings.has(SIZE) ? OptionalLong.of(size) : OptionalLong.empty());
    }

    private static long size(Settings settings, int slots) {
        long least = LEAST_BYTES_A_SLOT * slots;
        long bytes = settings.bytes(SIZE, least);
        if (bytes < least) {
            settings.problem(SIZE, "a size of at least 1 MiB for each of the " + slots + " slots");
        }
        return bytes;
    }
}
