package dev.vigil.benchmarks.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A machine.
 *
 * @param cores its processors
 * @param processor what it calls them
 * @param memoryGib its memory
 * @param system its operating system
 * @param java the Java that runs here
 * @param disk the file system of temporary files, where all data is
 */
public record Machine(int cores, String processor, long memoryGib, String system, String java, String disk) {
    private static final long BYTES_PER_GIB = 1 << 30;

    /** This one. */
    public static Machine here() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                value("/proc/cpuinfo", "model name"),
                Math.round((double) system.getTotalMemorySize() / BYTES_PER_GIB),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                disk(Path.of(System.getProperty("java.io.tmpdir"))));
    }

    private static String value(String file, String name) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String disk(Path folder) {
        try {
            var store = Files.getFileStore(folder);
            return store.type() + " on " + store.name();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
