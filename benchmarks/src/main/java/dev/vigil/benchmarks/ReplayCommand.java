package dev.vigil.benchmarks;

import dev.vigil.benchmarks.engine.BenchSettings;
import dev.vigil.benchmarks.engine.ReplayBench;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vigil bench replay}: how fast a state is rebuilt, and what others feel of it. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Measures how fast a sensor's state is rebuilt from the log while events come.")
final class ReplayCommand implements Callable<Integer> {
    @Option(names = "--rounds", defaultValue = "3", description = "how many replays of the same log (${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "20",
            description = "for how long the log is filled at full speed (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--rate",
            defaultValue = "10000",
            description = "events a second that come meanwhile (${DEFAULT-VALUE})")
    private int ratePerSecond;

    @Override
    public Integer call() throws Exception {
        var settings = new BenchSettings(8, 10_000, 8, ratePerSecond, Duration.ofSeconds(seconds), 0, Duration.ZERO);
        return new ReplayBench(settings, Math.max(1, rounds), System.out).run() ? 0 : 1;
    }
}
