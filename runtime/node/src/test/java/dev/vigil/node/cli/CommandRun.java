package dev.vigil.node.cli;

import dev.vigil.node.MemoryEngineFactory;
import java.io.PrintWriter;
import java.io.StringWriter;

/** What a command that was run printed, and how it ended. */
record CommandRun(int code, String out, String err) {
    static CommandRun of(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var code = VigilCommand.commandLine(new MemoryEngineFactory())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new CommandRun(code, out.toString(), err.toString());
    }
}
