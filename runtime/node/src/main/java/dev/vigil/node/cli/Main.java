package dev.vigil.node.cli;

import dev.vigil.node.ClusterEngine;
import dev.vigil.node.logging.LogFormat;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        LogFormat.problem(System.getenv()).ifPresent(problem -> {
            System.err.println(problem);
            System.exit(ExitCode.MISUSED);
        });
        System.exit(VigilCommand.commandLine(new ClusterEngine()).execute(arguments));
    }
}
