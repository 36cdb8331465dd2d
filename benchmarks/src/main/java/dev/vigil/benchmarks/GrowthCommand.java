package dev.vigil.benchmarks;

import dev.vigil.benchmarks.growth.GrowthBench;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigil bench growth}: how throughput and latency change with what grows. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = "Measures throughput, and latency at a low rate, against what grows: keys, sensors, the log ...")
public final class GrowthCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CURVE", arity = "0..*", description = "which of them, all by default; or list")
    private List<String> curves = new ArrayList<>();

    @Option(
            names = "--passes",
            defaultValue = "2",
            description = "how often each point is measured: up, down, ... (${DEFAULT-VALUE})")
    private int passes;

    @Option(names = "--ends", description = "measures only the first and the last point of each curve")
    private boolean isEndsOnly;

    @Option(
            names = "--backlog",
            defaultValue = "2000000",
            description = "events in the longest log (${DEFAULT-VALUE}); 10000000 for what is required")
    private int backlog;

    @Option(names = "--jvm-warm-up", defaultValue = "15", description = "seconds before all (${DEFAULT-VALUE})")
    private int jvmWarmUp;

    @Option(names = "--warm-up", defaultValue = "2", description = "seconds of each engine's (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "4", description = "length of each measurement (${DEFAULT-VALUE})")
    private int seconds;

    @Mixin
    private PageOption page = new PageOption();

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (curves.contains("list")) {
            GrowthBench.names().forEach(System.out::println);
            return 0;
        }
        boolean isMet = new GrowthBench(plan(), System.out).run(curve -> page.write(List.of(curve)));
        return isMet ? 0 : 1;
    }

    /** What is asked for, once it makes sense. */
    GrowthBench.Plan plan() {
        var names = GrowthBench.names();
        for (var curve : curves) {
            check(
                    names.contains(curve),
                    "there is no curve \"" + curve + "\"; expected list, " + String.join(", ", names));
        }
        check(passes > 0, "there must be a pass at least");
        check(seconds > 0 && warmUp >= 0 && jvmWarmUp >= 0, "each measurement must take a second at least");
        check(backlog > 0, "the longest log must have events");
        return new GrowthBench.Plan(
                curves.isEmpty() ? names : curves,
                passes,
                isEndsOnly,
                backlog,
                Duration.ofSeconds(jvmWarmUp),
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                page.folder());
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
