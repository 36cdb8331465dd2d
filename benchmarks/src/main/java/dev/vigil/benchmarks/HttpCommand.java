package dev.vigil.benchmarks;

import dev.vigil.benchmarks.http.HttpBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vigil bench http}: what events by HTTP cost. */
@Command(
        name = "http",
        mixinStandardHelpOptions = true,
        description = "Measures events by HTTP, one in a request, in batches and in streams, beside a bare Pekko HTTP"
                + " server.")
final class HttpCommand implements Callable<Integer> {
    @Option(names = "--rounds", defaultValue = "3", description = "how often each is measured (${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "10", description = "seconds that each runs before (${DEFAULT-VALUE})")
    private int warmUpSeconds;

    @Option(names = "--seconds", defaultValue = "10", description = "length of each measurement (${DEFAULT-VALUE})")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        var plan = new HttpBench.Plan(Math.max(1, rounds), Math.max(1, warmUpSeconds), Math.max(1, seconds));
        return new HttpBench(plan, System.out).run() ? 0 : 1;
    }
}
