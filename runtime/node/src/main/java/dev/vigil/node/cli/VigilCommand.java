package dev.vigil.node.cli;

import dev.vigil.node.EngineFactory;
import dev.vigil.node.demo.DemoCommand;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program, whose commands do the work. */
@Command(
        name = "vigil",
        description = "An event processing runtime that does not stop.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CheckCommand.class,
            PublishCommand.class,
            SensorsCommand.class,
            StateCommand.class,
            EventsCommand.class,
            StoryCommand.class,
            DeadLettersCommand.class,
            RedriveCommand.class,
            DiscardCommand.class,
            DropCommand.class,
            ReplayCommand.class,
            ClusterCommand.class,
            AvailabilityCommand.class,
            CompletionCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:It could not be started or done, or not all of it.",
            "2:The command line or the configuration is wrong; nothing was done.",
            "3:No running node gave an answer."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class VigilCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private VigilCommand() {}

    /** The command line with all commands there are, whose nodes have engines of that make. */
    public static CommandLine commandLine(EngineFactory engines) {
        var line = new CommandLine(new VigilCommand());
        line.addSubcommand(new RunCommand(engines));
        line.addSubcommand(new DemoCommand(engines));
        ServiceLoader.load(Subcommand.class).forEach(line::addSubcommand);
        var errors = new UserErrors();
        return line.setExecutionExceptionHandler(errors).setParameterExceptionHandler(errors);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }
}
