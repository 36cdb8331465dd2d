package dev.vigil.benchmarks.peers;

import dev.vigil.benchmarks.drill.bench.JavaCommand;
import dev.vigil.benchmarks.report.ComparisonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs peers, each in a process of its own whose temporary folder is removed with all that is in it, also when this process
 * is told to end. For one thread; blocks.
 */
final class PeerLauncher implements AutoCloseable {
    private static final Duration MOST = Duration.ofMinutes(20);
    private static final Duration END = Duration.ofSeconds(30);
    /** What a process ends with on SIGINT and SIGTERM, which a terminal sends to all of its processes. */
    private static final Set<Integer> TOLD_TO_END = Set.of(130, 143);

    private static final String TEMPORARY = "java.io.tmpdir";

    private final Path folder;
    private final Thread ending = Thread.ofPlatform().unstarted(this::end);
    private volatile Optional<Process> running = Optional.empty();
    private volatile boolean isEnding;

    PeerLauncher() throws IOException {
        folder = Files.createTempDirectory("vigil-bench-");
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** Runs one of them. */
    PeerProcess.Told run(PeerTask task) throws IOException, InterruptedException {
        if (isEnding) {
            throw new InterruptedException("told to end");
        }
        var own = Files.createDirectory(folder.resolve(task.peer() + "-" + task.round()));
        var answer = own.resolve("answer.json");
        var question = own.resolve("task.json");
        ComparisonFile.write(question, task);
        // What the one before has written and the disk not yet has would be written while this one is measured.
        new ProcessBuilder("sync").start().waitFor();
        var command = new ArrayList<>(JavaCommand.of(options(own), PeerProcess.class));
        command.addAll(List.of(question.toString(), answer.toString()));
        var process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        running = Optional.of(process);
        try {
            if (!process.waitFor(MOST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("it does not end within " + MOST.toMinutes() + " minutes");
            }
            if (isEnding || TOLD_TO_END.contains(process.exitValue())) {
                throw new InterruptedException("told to end");
            }
            if (process.exitValue() != 0) {
                throw new IllegalStateException("it ended with code " + process.exitValue());
            }
            return ComparisonFile.read(answer, PeerProcess.Told.class);
        } finally {
            stop(process, own);
            running = Optional.empty();
        }
    }

    /** The options that this process has, so that a peer runs as Vigil does; all that it keeps goes into that folder. */
    private static List<String> options(Path own) {
        var options = new ArrayList<>(JavaCommand.ownOptions());
        options.add("-D" + TEMPORARY + "=" + own);
        // PostgreSQL's binaries are unpacked once, not by each run.
        options.add("-Dot.epg.working-dir=" + Path.of(System.getProperty(TEMPORARY), "embedded-pg"));
        return options;
    }

    private static void stop(Process process, Path own) {
        var children = process.descendants().toList();
        process.destroy();
        if (!hasEnded(process)) {
            process.destroyForcibly();
            hasEnded(process);
        }
        children.forEach(ProcessHandle::destroyForcibly);
        postmasters(own).forEach(PeerLauncher::kill);
        delete(own);
    }

    private static boolean hasEnded(Process process) {
        try {
            return process.waitFor(END.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** PostgreSQL is nobody's child; what it left running has its number in its data. */
    private static List<Path> postmasters(Path own) {
        try (var files = Files.find(own, 4, (file, _) -> file.endsWith("postmaster.pid"))) {
            return files.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of(); // it is being removed by the process itself
        }
    }

    private static void kill(Path file) {
        try {
            var pid = Files.readAllLines(file).getFirst().strip();
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(process -> {
                var all = new ArrayList<>(process.descendants().toList());
                all.add(process);
                all.forEach(ProcessHandle::destroyForcibly);
            });
        } catch (IOException e) {
            // It has ended after all.
        }
    }

    private static void delete(Path own) {
        try (var files = Files.walk(own)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // What is left is temporary.
        }
    }

    private void end() {
        isEnding = true;
        running.ifPresent(process -> stop(process, folder));
        delete(folder);
    }

    @Override
    public void close() {
        if (Runtime.getRuntime().removeShutdownHook(ending)) {
            end();
        }
    }
}
