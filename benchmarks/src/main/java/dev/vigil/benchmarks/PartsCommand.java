package dev.vigil.benchmarks;

import dev.vigil.benchmarks.parts.StepBenchmark;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vigil bench parts}: the parts of the hot path by JMH. */
@Command(name = "parts", mixinStandardHelpOptions = true, description = "Measures parts of the hot path by JMH.")
public final class PartsCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "PATTERN",
            arity = "0..1",
            defaultValue = "",
            description = "which, by a regular expression; all by default")
    private String pattern = "";

    @Option(names = "--iterations", defaultValue = "5", description = "iterations (${DEFAULT-VALUE})")
    private int iterations;

    @Option(names = "--millis", defaultValue = "1000", description = "length of an iteration (${DEFAULT-VALUE})")
    private int millis;

    @Option(names = "--forks", defaultValue = "1", description = "processes for each (${DEFAULT-VALUE})")
    private int forks;

    @Override
    public Integer call() throws RunnerException {
        var packageName = StepBenchmark.class.getPackageName().replace(".", "\\.");
        var options = new OptionsBuilder()
                .include(packageName + ".*" + pattern + ".*")
                .warmupIterations(iterations)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .forks(forks)
                .build();
        new Runner(options).run();
        return 0;
    }
}
