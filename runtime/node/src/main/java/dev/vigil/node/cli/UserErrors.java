package dev.vigil.node.cli;

import dev.vigil.node.StartException;
import dev.vigil.node.client.AnsweredException;
import dev.vigil.node.client.UnreachableException;
import dev.vigil.node.config.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Tells a user what is wrong in one line a problem; a stack trace is for faults of the program only. */
final class UserErrors implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(UserErrors.class);

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        var err = line.getErr();
        switch (failure) {
            case ConfigurationException wrong -> wrong.problems().forEach(err::println);
            case StartException start -> {
                LOG.debug("start failed", start);
                err.println("cannot start: " + start.getMessage());
            }
            case AnsweredException answered -> err.println(Screen.plain(String.valueOf(answered.getMessage())));
            case UnreachableException unreachable -> err.println(unreachable.getMessage());
            default -> throw failure;
        }
        err.flush();
        return switch (failure) {
            case ConfigurationException _ -> ExitCode.MISUSED;
            case UnreachableException _ -> ExitCode.UNREACHABLE;
            default -> ExitCode.FAILED;
        };
    }

    /** What is wrong and where to read on; the program alone, without a command, shows what there is. */
    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        var line = wrong.getCommandLine();
        var err = line.getErr();
        err.println(wrong.getMessage());
        if (line.getParent() == null) {
            line.usage(err);
        } else {
            err.println("see " + line.getCommandSpec().qualifiedName() + " --help");
        }
        err.flush();
        return ExitCode.MISUSED;
    }
}
