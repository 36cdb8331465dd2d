package dev.vigil.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vigil bench all}: every benchmark, one after the other. */
@Command(
        name = "all",
        mixinStandardHelpOptions = true,
        description =
                "Runs every benchmark, one after the other; what is required and missed makes it fail at the end.")
public final class AllCommand implements Callable<Integer> {
    private static final List<List<String>> WHOLE = List.of(
            List.of(),
            List.of("parts"),
            List.of("observed"),
            List.of("story"),
            List.of("replay"),
            List.of("http"),
            List.of("growth", "--backlog", "10000000"),
            List.of("memory"),
            List.of("recovery"),
            List.of("peers"));

    private static final Path QUICK_PAGE = Path.of(System.getProperty("java.io.tmpdir"), "vigil-bench-quick");

    /** All of it in ten minutes on two cores: enough to see that it works, and what is far off; not for the page. */
    private static final List<List<String>> QUICK = List.of(
            List.of("--seconds", "5"),
            List.of("parts", "--iterations", "1", "--millis", "300"),
            List.of("observed", "--rounds", "1", "--seconds", "4"),
            List.of("story", "--events", "500000", "--stories", "100"),
            List.of("replay", "--rounds", "1", "--seconds", "4"),
            List.of("http", "--rounds", "1", "--warm-up", "4", "--seconds", "3"),
            List.of(
                    "growth",
                    "--ends",
                    "--passes=1",
                    "--seconds=1",
                    "--warm-up=1",
                    "--jvm-warm-up=5",
                    "--backlog=500000",
                    "keys",
                    "sensors-one",
                    "backlog"),
            List.of("memory", "--passes=1", "--instances=100000"),
            List.of("recovery", "--passes=1", "--events=400000", "--instances=10000"),
            List.of(
                    "peers",
                    "--rounds=1",
                    "--warm-up=4",
                    "--seconds=3",
                    "--shares=50",
                    "--rates=40000",
                    "--folder=" + QUICK_PAGE));

    @Option(names = "--quick", description = "in ten minutes, at the price of precision")
    private boolean isQuick;

    @Override
    public Integer call() {
        int worst = 0;
        for (var arguments : isQuick ? QUICK : WHOLE) {
            System.out.println("\n== vigil bench " + String.join(" ", arguments));
            worst = Math.max(worst, new CommandLine(new BenchCommand()).execute(arguments.toArray(String[]::new)));
        }
        return worst;
    }
}
