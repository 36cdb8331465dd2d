package dev.vigil.benchmarks.report;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What there is to know of a measurement beside its figures.
 *
 * @param begun when, in UTC
 * @param commit of Vigil; with {@code -dirty} where files differ from it
 * @param seed of what is left to chance
 * @param machine on which
 * @param settings of the measurement
 */
public record About(String begun, String commit, long seed, Machine machine, Map<String, String> settings) {
    /** A copy. */
    public About {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /**
     * Of a measurement that begins now, here.
     *
     * @param written what differs from the commit because the measurement writes it
     */
    public static About now(long seed, Map<String, String> settings, Path... written) {
        var now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        return new About(now.toString().replace('T', ' '), Commit.here(written), seed, Machine.here(), settings);
    }
}
