package dev.vigil.node.cli;

import dev.vigil.node.StartException;
import dev.vigil.node.config.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells a user what is wrong in one line a problem; a stack trace is for faults of the program only. */
final class UserErrors implements IExecutionExceptionHandler {
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
            default -> throw failure;
        }
        err.flush();
        return failure instanceof ConfigurationException ? ExitCode.MISUSED : ExitCode.FAILED;
    }
}
