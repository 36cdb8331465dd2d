package dev.vigil.benchmarks.drill.bench;

import dev.vigil.node.cli.Main;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What Java learns of a node in a training run, so that the drills' nodes start as those of the image do. */
public final class AotCache {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private AotCache() {}

    /** Runs the demo once, which uses all of a node, and returns the option that starts others with what was learned. */
    public static String train(Path folder, Plan plan) {
        var cache = folder.resolve("vigil.aot");
        var options = new ArrayList<>(NodeProcess.LAUNCHER);
        options.addAll(plan.options());
        options.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off"));
        var command = new ArrayList<>(JavaCommand.of(options, Main.class));
        command.addAll(List.of(
                "demo",
                "--fast",
                "--once",
                "--folder",
                folder.resolve("training").toString()));
        var log = folder.resolve("training.log");
        var process = Shell.start(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile()));
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException("the training run failed; see " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
        return "-XX:AOTCache=" + cache;
    }
}
