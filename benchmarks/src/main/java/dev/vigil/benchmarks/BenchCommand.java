package dev.vigil.benchmarks;

import dev.vigil.benchmarks.engine.BenchSettings;
import dev.vigil.benchmarks.engine.EngineBench;
import dev.vigil.node.cli.Subcommand;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code vigil bench}: the whole engine on PostgreSQL under the readings workload. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        subcommands = {
            AllCommand.class,
            GrowthCommand.class,
            GuardCommand.class,
            HttpCommand.class,
            MemoryCommand.class,
            ObservedCommand.class,
            PartsCommand.class,
            PeersCommand.class,
            RecoveryCommand.class,
            StoryCommand.class,
            ReplayCommand.class
        },
        description = "Measures the whole engine on a PostgreSQL of its own: throughput, latency, what an event costs.")
public final class BenchCommand implements Subcommand {
    @Option(names = "--slots", defaultValue = "8", description = "slots of the engine (${DEFAULT-VALUE})")
    private int slots;

    @Option(names = "--keys", defaultValue = "10000", description = "keys of the events (${DEFAULT-VALUE})")
    private int keys;

    @Option(names = "--connections", defaultValue = "8", description = "connections to PostgreSQL (${DEFAULT-VALUE})")
    private int connections;

    @Option(names = "--rate", defaultValue = "40000", description = "events/s for the latency (${DEFAULT-VALUE})")
    private int rate;

    @Option(names = "--seconds", defaultValue = "20", description = "length of each measurement (${DEFAULT-VALUE})")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        var settings = new BenchSettings(
                slots, keys, connections, rate, Duration.ofSeconds(seconds), 250_000, Duration.ofMillis(40));
        boolean met = new EngineBench(settings, System.out).run();
        System.out.println(
                met
                        ? "\nrequired: 250,000 events/s and 40 ms at p99: met"
                        : "\nrequired: 250,000 events/s and 40 ms at p99: MISSED");
        return met ? 0 : 1;
    }
}
