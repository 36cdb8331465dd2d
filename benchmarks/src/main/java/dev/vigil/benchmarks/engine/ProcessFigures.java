package dev.vigil.benchmarks.engine;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process and PostgreSQL have used so far.
 *
 * @param cpuNanos processor time of this process
 * @param postgresCpuNanos processor time of PostgreSQL's processes that are alive
 * @param allocatedBytes what this process has allocated on its heap
 * @param collectionMillis how long garbage collections took
 */
record ProcessFigures(long cpuNanos, long postgresCpuNanos, long allocatedBytes, long collectionMillis) {
    private static final long NANOS_PER_CLOCK_TICK = 10_000_000;

    static ProcessFigures now(List<Long> postgresPids) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return new ProcessFigures(
                system.getProcessCpuTime(),
                postgresPids.stream().mapToLong(ProcessFigures::cpuOf).sum(),
                threads.getTotalThreadAllocatedBytes(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum());
    }

    ProcessFigures since(ProcessFigures earlier) {
        return new ProcessFigures(
                cpuNanos - earlier.cpuNanos,
                postgresCpuNanos - earlier.postgresCpuNanos,
                allocatedBytes - earlier.allocatedBytes,
                collectionMillis - earlier.collectionMillis);
    }

    /** The processes below this one whose program is PostgreSQL. */
    static List<Long> postgresPids() {
        return ProcessHandle.allProcesses()
                .filter(process -> isPostgres(process.pid()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static boolean isPostgres(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "comm"))) {
            return lines.anyMatch(line -> line.startsWith("postgres"));
        } catch (IOException | java.io.UncheckedIOException e) {
            return false; // gone, or not on Linux
        }
    }

    private static long cpuOf(long pid) {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * NANOS_PER_CLOCK_TICK;
        } catch (IOException e) {
            return 0; // it has ended
        }
    }
}
