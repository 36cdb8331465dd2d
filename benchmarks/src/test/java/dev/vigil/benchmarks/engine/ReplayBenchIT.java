package dev.vigil.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReplayBenchIT {
    /** Its load fails where an alarm comes twice or not at all. */
    @Test
    void allThatWasPublishedBeforeIsHandledAgainAndNothingFires() throws Exception {
        var said = new ByteArrayOutputStream();
        var settings = new BenchSettings(2, 100, 4, 1_000, Duration.ofMillis(500), 0, Duration.ZERO);
        new ReplayBench(settings, 2, new PrintStream(said, true, StandardCharsets.UTF_8)).run();
        var text = said.toString(StandardCharsets.UTF_8);
        long before = first(text, "([\\d,]+) events in the log");
        long replayed = first(text, "events/s \\(([\\d,]+) in");
        assertThat(replayed).isGreaterThan(before);
        assertThat(text).contains("required: a rate of 0.50 of that");
    }

    private static long first(String text, String pattern) {
        var matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }
}
