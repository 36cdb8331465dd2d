package dev.vigil.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The commit that is measured. Blocks. */
public final class Commit {
    private Commit() {}

    /** The commit of the folder it is in, and whether anything but what a report writes there differs from it. */
    public static String here(Path... written) {
        var commit = git(Stream.of("rev-parse", "--short", "HEAD"));
        var changed = git(Stream.concat(
                Stream.of("status", "--porcelain", "--untracked-files=no", "--", "."),
                Stream.of(written).map(file -> ":(exclude)" + file)));
        return commit.isEmpty() ? "unknown" : changed.isEmpty() ? commit : commit + "-dirty";
    }

    /** What git says; nothing where there is none, or no repository. */
    private static String git(Stream<String> arguments) {
        try {
            var command = Stream.concat(Stream.of("git"), arguments).toList();
            var git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
