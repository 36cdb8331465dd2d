package dev.vigil.engine.journal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A JVM of its own that runs {@link KilledProcess}, and its lines. */
final class ChildProcess implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;
    private static final String END = "";

    private final Process process;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private ChildProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(() -> {
            process.inputReader().lines().forEach(lines::add);
            lines.add(END);
        });
    }

    static ChildProcess on(String url) throws IOException {
        return new ChildProcess(new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        url))
                .redirectError(Redirect.INHERIT)
                .start());
    }

    /** The next line; null at the end of all. */
    @Nullable
    String line() throws InterruptedException {
        var line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new IllegalStateException("the process has said nothing for " + PATIENCE_SECONDS + " s");
        }
        return line.equals(END) ? null : line;
    }

    /** SIGKILL. What it had said before is still to be read. */
    void kill() {
        // Not by the process itself, which would close its output with what is still in it.
        process.toHandle().destroyForcibly();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the process does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
