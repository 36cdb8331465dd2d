package dev.vigil.node.cli;

import dev.vigil.node.ClusterEngine;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(VigilCommand.commandLine(new ClusterEngine()).execute(arguments));
    }
}
