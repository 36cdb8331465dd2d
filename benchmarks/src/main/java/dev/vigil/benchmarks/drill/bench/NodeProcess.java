package dev.vigil.benchmarks.drill.bench;

import dev.vigil.node.cli.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, which can be ended, paused and started again. For one thread. */
public final class NodeProcess implements AutoCloseable {
    static final List<String> LAUNCHER = List.of(
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseCompactObjectHeaders",
            "-XX:+ExitOnOutOfMemoryError");
    private static final Duration END = Duration.ofSeconds(60);

    private final String name;
    private final Place place;
    private final Path config;
    private final Path log;
    private final List<String> options;
    private volatile Process process;
    private long startedNanos = System.nanoTime();

    private NodeProcess(String name, Place place, Path config, Path log, List<String> options) {
        this.name = name;
        this.place = place;
        this.config = config;
        this.log = log;
        this.options = options;
        this.process = launch(List.of());
    }

    /** Starts a node with that configuration; its files are kept in that folder. */
    static NodeProcess start(String name, Place place, Path folder, String configuration, List<String> options) {
        try {
            var config = Files.writeString(folder.resolve(name + ".conf"), configuration);
            return new NodeProcess(name, place, config, folder.resolve(name + ".log"), options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch(List<String> more) {
        var jvm = new ArrayList<>(LAUNCHER);
        jvm.addAll(options);
        jvm.addAll(more);
        var command = new ArrayList<>(JavaCommand.of(jvm, Main.class));
        command.addAll(List.of("run", "--config", config.toString()));
        return Shell.start(place.process(command).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
    }

    /** What it is called in reports. */
    public String name() {
        return name;
    }

    /** Where it runs. */
    public Place place() {
        return place;
    }

    /** What its running process holds, after a collection of its garbage. */
    public Vitals vitals() {
        return Vitals.of(pid());
    }

    /** How much of processors it has used since it was started. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** With what code its process has ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** What it wrote. */
    public Path log() {
        return log;
    }

    /** Whether its process is there. */
    public boolean isRunning() {
        return process.isAlive();
    }

    /** Ends it with SIGKILL; when this returns, it is gone. */
    public void kill() {
        signal("KILL");
        awaitEnd();
    }

    /** Asks it to stop with SIGTERM and returns how long it took. */
    public Duration terminate() {
        long began = System.nanoTime();
        signal("TERM");
        awaitEnd();
        return Duration.ofNanos(System.nanoTime() - began);
    }

    /** Stops it where it is, until {@link #resume}. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on. */
    public void resume() {
        signal("CONT");
    }

    /** Starts it again after it has ended. */
    public void restart() {
        restart(List.of());
    }

    /** Starts it again after it has ended, this once with more options of its JVM. */
    public void restart(List<String> more) {
        if (process.isAlive()) {
            throw new IllegalStateException(name + " still runs");
        }
        process = launch(more);
        startedNanos = System.nanoTime();
    }

    /** When its process was started. */
    public long startedNanos() {
        return startedNanos;
    }

    /** Waits until it has ended; false if it has not. */
    public boolean hasEndedWithin(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitEnd() {
        if (!hasEndedWithin(END)) {
            throw new IllegalStateException(name + " does not end");
        }
    }

    private void signal(String signal) {
        Shell.run("kill", "-" + signal, Long.toString(process.pid()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }
}
