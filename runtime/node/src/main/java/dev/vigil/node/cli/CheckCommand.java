package dev.vigil.node.cli;

import dev.vigil.node.config.ConfigurationException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Validates a configuration and starts nothing: no port, no database. */
@Command(name = "check", description = "Validates a configuration; starts nothing.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions configuration = new ConfigurationOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws ConfigurationException {
        configuration.plan();
        spec.commandLine().getOut().println("OK");
        return ExitCode.OK;
    }
}
