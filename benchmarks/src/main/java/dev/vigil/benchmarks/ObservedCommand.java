package dev.vigil.benchmarks;

import dev.vigil.benchmarks.engine.BenchSettings;
import dev.vigil.benchmarks.engine.ObservedBench;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vigil bench observed}: what metrics, traces and the page cost. */
@Command(
        name = "observed",
        mixinStandardHelpOptions = true,
        description = "Measures what metrics, traces of one event in a hundred and the page take of the throughput.")
final class ObservedCommand implements Callable<Integer> {
    @Option(names = "--rounds", defaultValue = "3", description = "how often each is measured (${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "10", description = "length of each measurement (${DEFAULT-VALUE})")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        var settings = new BenchSettings(8, 10_000, 8, 40_000, Duration.ofSeconds(seconds), 0, Duration.ZERO);
        return new ObservedBench(settings, Math.max(1, rounds), System.out).run() ? 0 : 1;
    }
}
