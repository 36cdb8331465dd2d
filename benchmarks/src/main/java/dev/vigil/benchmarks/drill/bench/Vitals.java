package dev.vigil.benchmarks.drill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What the process of a node holds.
 *
 * @param heapBytes what is alive after a collection
 * @param threads of the operating system
 * @param descriptors open files, sockets among them
 */
public record Vitals(long heapBytes, int threads, int descriptors) {
    /** As in {@code  Tenured    total 262144K, used 5000K}, whichever collector it is; metaspace has no total. */
    private static final Pattern USED = Pattern.compile("total .*used (\\d+)K");

    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)$");

    /** Collects the garbage of a running node and reads what is left. */
    static Vitals of(long pid) {
        jcmd(pid, "GC.run");
        var used = USED.matcher(jcmd(pid, "GC.heap_info"));
        long kibibytes = 0;
        while (used.find()) {
            kibibytes += Long.parseLong(used.group(1));
        }
        if (kibibytes == 0) {
            throw new IllegalStateException("jcmd does not tell the heap of process " + pid);
        }
        var process = Path.of("/proc", Long.toString(pid));
        return new Vitals(kibibytes << 10, threads(process.resolve("status")), count(process.resolve("fd")));
    }

    private static String jcmd(long pid, String command) {
        return Shell.run(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), command);
    }

    private static int threads(Path status) {
        try {
            var found = THREADS.matcher(Files.readString(status));
            if (!found.find()) {
                throw new IllegalStateException(status + " does not tell threads");
            }
            return Integer.parseInt(found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int count(Path folder) {
        try (var files = Files.list(folder)) {
            return (int) files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
