package dev.vigil.benchmarks;

import dev.vigil.benchmarks.peers.PeersBench;
import dev.vigil.benchmarks.report.Comparison;
import dev.vigil.benchmarks.report.ComparisonFile;
import dev.vigil.benchmarks.report.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vigil bench guard}: whether this commit does worse than the last release. */
@Command(
        name = "guard",
        mixinStandardHelpOptions = true,
        description =
                "Measures this commit beside a yardstick, and names what has become worse by more than 10 %% since "
                        + "the last release, whose figures stand to the same yardstick in a file.")
public final class GuardCommand implements Callable<Integer> {
    private static final Guard GUARD = new Guard("vigil", "postgres-blobs");

    @Option(
            names = "--released",
            defaultValue = "docs/performance/released.json",
            description = "the last release's figures (${DEFAULT-VALUE})")
    private Path released = Path.of("released.json");

    @Option(names = "--keep", description = "keeps what is measured now as the release's figures")
    private boolean isToBeKept;

    @Option(names = "--rounds", defaultValue = "3", description = "how often each is measured (${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--seconds", defaultValue = "10", description = "length of each measurement (${DEFAULT-VALUE})")
    private int seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!isToBeKept && !Files.exists(released)) {
            System.err.println("there are no figures of a release in " + released + "; make them with --keep");
            return 2;
        }
        var now = measured();
        if (!now.failures().isEmpty()) {
            return 1;
        }
        if (isToBeKept) {
            ComparisonFile.write(released, now);
            return 0;
        }
        var findings = GUARD.findings(ComparisonFile.read(released, Comparison.class), now);
        System.out.println(
                "\n" + GUARD.peer() + ", as how many times " + GUARD.yardstick() + ":\n" + Guard.text(findings));
        return findings.stream().anyMatch(finding -> finding.isWorse() && finding.isClear()) ? 1 : 0;
    }

    private Comparison measured() throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("vigil-guard-");
        var plan = new PeersBench.Plan(
                List.of(GUARD.peer(), GUARD.yardstick()),
                Math.max(1, rounds),
                10_000,
                8,
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(Math.max(1, seconds)),
                List.of(),
                List.of(10_000, 40_000),
                folder);
        System.out.println("the page of this measurement goes to " + folder);
        return new PeersBench(plan, System.out).run();
    }
}
