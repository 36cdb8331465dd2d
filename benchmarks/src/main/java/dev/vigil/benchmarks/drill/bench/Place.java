package dev.vigil.benchmarks.drill.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a process runs.
 *
 * @param host its address
 * @param prefix what stands before a command that is to run there
 */
public record Place(String host, List<String> prefix) {
    /** Copies the prefix. */
    public Place {
        prefix = List.copyOf(prefix);
    }

    /** A process there of that command, not started yet. */
    public ProcessBuilder process(List<String> command) {
        return new ProcessBuilder(
                        Stream.concat(prefix.stream(), command.stream()).toList())
                .redirectErrorStream(true);
    }
}
