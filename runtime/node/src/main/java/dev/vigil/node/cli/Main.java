package dev.vigil.node.cli;

import dev.vigil.node.EngineFactory;
import java.util.ServiceLoader;

/** Where the process begins. */
public final class Main {
    private Main() {}

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        var engines = ServiceLoader.load(EngineFactory.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no engine on the class path"));
        System.exit(VigilCommand.commandLine(engines).execute(arguments));
    }
}
