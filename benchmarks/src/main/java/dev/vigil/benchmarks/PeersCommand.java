package dev.vigil.benchmarks;

import dev.vigil.benchmarks.peers.PeersBench;
import dev.vigil.benchmarks.report.Comparison;
import dev.vigil.benchmarks.report.ComparisonFile;
import dev.vigil.benchmarks.report.PerformancePage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code vigil bench peers}: Vigil beside what one would use in its place, and the page about that. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = "Measures Vigil, Kafka Streams, the bare store and persistent actors in turn, at the same work.")
public final class PeersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "PEER", arity = "0..*", description = "which of them, the first is compared with; or list")
    private List<String> peers = new ArrayList<>();

    @Option(names = "--rounds", defaultValue = "3", description = "how often each is measured (${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--keys", defaultValue = "10000", description = "keys of the events (${DEFAULT-VALUE})")
    private int keys;

    @Option(
            names = "--partitions",
            defaultValue = "8",
            description = "slots, partitions or writers of each (${DEFAULT-VALUE})")
    private int partitions;

    @Option(names = "--seed", defaultValue = "1", description = "of the events' values (${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--warm-up", defaultValue = "10", description = "seconds of warm-up (${DEFAULT-VALUE})")
    private int warmUp;

    @Option(names = "--seconds", defaultValue = "10", description = "length of each measurement (${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--shares",
            split = ",",
            defaultValue = "5,25,50,80",
            description = "parts of its own maximum at which each is measured, in percent (${DEFAULT-VALUE})")
    private List<Integer> shares = new ArrayList<>();

    @Option(
            names = "--rates",
            split = ",",
            defaultValue = "1000,10000,40000,100000",
            description = "events/s at which all are measured (${DEFAULT-VALUE})")
    private List<Integer> rates = new ArrayList<>();

    @Option(names = "--folder", defaultValue = "docs", description = "where the page goes (${DEFAULT-VALUE})")
    private Path folder = Path.of("docs");

    @Option(
            names = "--page-of",
            paramLabel = "FILE",
            description = "measures nothing: writes the page of these figures")
    private Optional<Path> figures = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (peers.contains("list")) {
            PeersBench.names().forEach(System.out::println);
            return 0;
        }
        if (figures.isPresent()) {
            PerformancePage.write(folder, ComparisonFile.read(figures.get(), Comparison.class));
            return 0;
        }
        var comparison = new PeersBench(plan(), System.out).run();
        System.out.println(
                "\n" + PeersBench.summary(comparison) + "\n\nwritten to " + folder.resolve("performance.md"));
        return comparison.failures().isEmpty() ? 0 : 1;
    }

    /** What is asked for, once it makes sense. */
    PeersBench.Plan plan() {
        var names = PeersBench.names();
        for (var peer : peers) {
            check(
                    names.contains(peer),
                    "there is no peer \"" + peer + "\"; expected list, " + String.join(", ", names));
        }
        check(rounds > 0 && keys > 0 && partitions > 0, "rounds, keys and partitions must be positive");
        check(warmUp > 0 && seconds > 0, "the warm-up and each measurement must take a second at least");
        check(shares.stream().allMatch(share -> share > 0 && share <= 100), "shares must be from 1 to 100");
        check(rates.stream().allMatch(rate -> rate > 0), "rates must be positive");
        return new PeersBench.Plan(
                peers.isEmpty() ? names : peers,
                rounds,
                keys,
                partitions,
                seed,
                Duration.ofSeconds(warmUp),
                Duration.ofSeconds(seconds),
                shares,
                rates,
                folder);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }
}
