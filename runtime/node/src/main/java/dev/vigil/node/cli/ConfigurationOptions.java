package dev.vigil.node.cli;

import dev.vigil.node.config.Configuration;
import dev.vigil.node.config.ConfigurationException;
import dev.vigil.node.config.NodePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options by which commands are configured. */
public final class ConfigurationOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration, in HOCON. Without it a node runs the sensor 'readings' and the trigger"
                    + " 'alarm', which writes to the log.")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key over the file, such as vigil.http.port=9090. May be given more than once.")
    private List<String> overrides = List.of();

    /** The node that is configured. */
    public NodePlan plan() throws ConfigurationException {
        return NodePlan.of(Configuration.load(file, overrides));
    }
}
