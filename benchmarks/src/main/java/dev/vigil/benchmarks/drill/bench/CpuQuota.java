package dev.vigil.benchmarks.drill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A control group below this process's own, in which a process gets little of a processor. For one thread. */
public final class CpuQuota implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final long PERIOD_MICROS = 100_000;

    private final Path parent;
    private final Path group;

    private CpuQuota(Path parent, Path group) {
        this.parent = parent;
        this.group = group;
    }

    /** Makes one of that share of one processor in percent; empty where this process may not. */
    public static Optional<CpuQuota> make(int percent) {
        try {
            var parent = own();
            var group = parent.resolve("vigil-drill-" + ProcessHandle.current().pid());
            Files.createDirectory(group);
            limit(group, PERIOD_MICROS * percent / 100);
            return Optional.of(new CpuQuota(parent, group));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void limit(Path group, long quotaMicros) throws IOException {
        if (Files.exists(group.resolve("cpu.max"))) {
            Files.writeString(group.resolve("cpu.max"), quotaMicros + " " + PERIOD_MICROS);
        } else {
            Files.writeString(group.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
            Files.writeString(group.resolve("cpu.cfs_quota_us"), Long.toString(quotaMicros));
        }
    }

    /** Where this process is: in the one hierarchy of version 2, or in that of the controller cpu of version 1. */
    private static Path own() throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
            var parts = line.split(":", 3);
            if (parts[1].equals("cpu") || parts[1].startsWith("cpu,")) {
                return ROOT.resolve("cpu").resolve(parts[2].substring(1));
            }
        }
        for (var line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
            if (line.startsWith("0::/")) {
                return ROOT.resolve(line.substring(4));
            }
        }
        throw new IOException("this process is in no control group");
    }

    /** Puts a process into it. */
    public void squeeze(NodeProcess node) {
        move(node.pid(), group);
    }

    private static void move(long pid, Path to) {
        try {
            Files.writeString(to.resolve("cgroup.procs"), Long.toString(pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the processes in it out again, and removes it. */
    @Override
    public void close() {
        try {
            for (var pid : Files.readAllLines(group.resolve("cgroup.procs"))) {
                move(Long.parseLong(pid), parent);
            }
            Files.delete(group);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
