package dev.vigil.node.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of the commands whose answers may be long. */
final class PageOptions {
    private static final long LONGEST_PAGE = 1_000;

    @Option(names = "--limit", paramLabel = "N", description = "Shows that many at most; without it, all.")
    private long limit = Long.MAX_VALUE;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** How many there are to be at most. */
    long limit() {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit: " + limit + "; expected 1 or more");
        }
        return limit;
    }

    /** How many to ask for when so many are still to come. */
    static long page(long remaining) {
        return Math.min(remaining, LONGEST_PAGE);
    }
}
