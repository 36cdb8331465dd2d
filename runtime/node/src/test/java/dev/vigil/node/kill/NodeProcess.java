package dev.vigil.node.kill;

import dev.vigil.node.cli.Main;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** A node in a process of its own, whose output is kept. */
final class NodeProcess implements AutoCloseable {
    /** How a process that died of SIGKILL ends: 128 and the signal's number. */
    static final int KILLED = 137;

    private static final int START_SECONDS = 45;
    private static final int DEATH_SECONDS = 10;

    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Thread reader;

    private NodeProcess(Process process, Path output) {
        this.process = process;
        reader = Thread.ofVirtual().start(() -> follow(output));
    }

    static NodeProcess start(NodeFolder folder, Path output) throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                Main.class.getName(),
                "run",
                "--config",
                folder.config().toString());
        return new NodeProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start(), output);
    }

    /** This test's, without the classes of tests. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    void awaitReady() throws InterruptedException, ExecutionException, TimeoutException {
        ready.get(START_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends the process with SIGKILL and gives its exit code. */
    int kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(DEATH_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("a process that was killed is still there");
        }
        reader.join(TimeUnit.SECONDS.toMillis(DEATH_SECONDS));
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void follow(Path output) {
        try (var lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
                var kept = Files.newBufferedWriter(output, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                kept.write(line);
                kept.newLine();
                kept.flush();
                if (line.contains("ready http=")) {
                    ready.complete(null);
                }
            }
            kept.write("-- the process ended\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ready.completeExceptionally(new IOException("the process ended before it was ready; see " + output));
        }
    }
}
