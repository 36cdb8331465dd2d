package dev.vigil.benchmarks.growth;

import dev.vigil.benchmarks.drill.bench.JavaCommand;
import dev.vigil.benchmarks.engine.Alarms;
import dev.vigil.benchmarks.engine.BenchEngine;
import dev.vigil.engine.EngineSettings;
import dev.vigil.engine.tracing.Tracing;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A new process that starts an engine, says that its slots run, and is gone. */
public final class StartProcess {
    private static final String STARTED = "started";

    private StartProcess() {}

    /** Starts an engine on the journal of that URL, user and number of slots. */
    public static void main(String[] arguments) throws InterruptedException {
        int slots = Integer.parseInt(arguments[2]);
        var journal = new EngineSettings.Journal(arguments[0], arguments[1], "", slots);
        BenchEngine.start(
                EngineSettings.of(journal).withSlots(slots),
                Sensors.one(), // states are not read before they are asked for, so that it does not matter whose they
                // are
                new Alarms(),
                new SimpleMeterRegistry(),
                Tracing.OFF);
        System.out.println(STARTED);
        Runtime.getRuntime().halt(0);
    }

    /** How many seconds that takes, from the order to start it on. */
    static double seconds(EngineSettings settings) throws InterruptedException {
        var command = new ArrayList<>(JavaCommand.of(JavaCommand.ownOptions(), StartProcess.class));
        command.addAll(
                List.of(settings.journal().url(), settings.journal().user(), Integer.toString(settings.slots())));
        long began = System.nanoTime();
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var said = process.inputReader(StandardCharsets.UTF_8)) {
                // What it logs comes before that, and nothing after it.
                boolean hasStarted = said.lines().anyMatch(STARTED::equals);
                double seconds = (System.nanoTime() - began) / 1e9;
                if (!hasStarted) {
                    throw new IllegalStateException("a new process did not start, and ended with " + process.waitFor());
                }
                return seconds;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
