package dev.vigil.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole process, with the engine and its journal in a folder. */
class SignalIT {
    @TempDir
    private Path folder;

    @Test
    void aProcessThatIsToldToStopDoesSoWithinSecondsAndEndsWithZero() throws Exception {
        var process = start();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            awaitReady(lines);
            var from = System.nanoTime();
            process.toHandle().destroy(); // Not the process's own method, which closes what it says too.
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            var took = Duration.ofNanos(System.nanoTime() - from);
            var said = lines.lines().toList();
            assertThat(process.exitValue()).as("%s", said).isZero();
            assertThat(took).as("%s", said).isLessThan(Duration.ofSeconds(10));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void awaitReady(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains("ready http=")) {
                return;
            }
        }
        throw new AssertionError("the process ended before it was ready");
    }

    private Process start() throws IOException {
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "--set",
                "vigil.http.port=0",
                "--set",
                "vigil.management.port=0",
                "--set",
                "vigil.data-folder=" + folder.resolve("data"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("VIGIL_LOG_LEVEL", "INFO");
        return builder.start();
    }
}
