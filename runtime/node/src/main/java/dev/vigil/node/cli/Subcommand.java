package dev.vigil.node.cli;

import java.util.concurrent.Callable;

/**
 * A command of {@code vigil} that another module brings, found with {@link java.util.ServiceLoader}; annotated for
 * picocli. What it returns is the exit code.
 */
public interface Subcommand extends Callable<Integer> {}
