package dev.vigil.benchmarks.engine;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What this process and a server have used so far. Needs Linux.
 *
 * @param cpuNanos processor time of this process
 * @param serverCpuNanos processor time of the server's processes
 * @param allocatedBytes what this process has allocated on its heap
 * @param collectionMillis how long garbage collections took in this process
 * @param writtenBytes what the machine's disks were given to write; what the kernel says of a process counts pages that it
 *     touches again, and on recent kernels the whole of a large one for a few bytes
 * @param diskFlushes how often the machine's disks were told to write their caches: what an fsync ends in
 */
public record ProcessFigures(
        long cpuNanos,
        long serverCpuNanos,
        long allocatedBytes,
        long collectionMillis,
        long writtenBytes,
        long diskFlushes) {
    private static final long NANOS_PER_CLOCK_TICK = 10_000_000;
    private static final int BYTES_PER_SECTOR = 512;
    /** Devices that are made of others, or of memory. */
    private static final Pattern NO_DISK = Pattern.compile("(loop|ram|zram|dm-|md).*");
    /** The columns of {@code /proc/diskstats}. */
    private static final int NAME = 2;

    private static final int SECTORS_WRITTEN = 9;
    private static final int FLUSHES = 18;

    /** As it is now; the server is named by the process that its others are children of, nought for none. */
    public static ProcessFigures now(long serverPid) {
        var server = tree(serverPid);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return new ProcessFigures(
                system.getProcessCpuTime(),
                server.stream().mapToLong(ProcessFigures::cpuOf).sum(),
                threads.getTotalThreadAllocatedBytes(),
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                        .sum(),
                disks(SECTORS_WRITTEN) * BYTES_PER_SECTOR,
                disks(FLUSHES));
    }

    /** What was used since then. */
    public ProcessFigures since(ProcessFigures earlier) {
        return new ProcessFigures(
                cpuNanos - earlier.cpuNanos,
                serverCpuNanos - earlier.serverCpuNanos,
                allocatedBytes - earlier.allocatedBytes,
                collectionMillis - earlier.collectionMillis,
                writtenBytes - earlier.writtenBytes,
                diskFlushes - earlier.diskFlushes);
    }

    private static List<Long> tree(long root) {
        return ProcessHandle.of(root).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }

    /** With that of its children that have ended, which is added to their parent's. */
    private static long cpuOf(long pid) {
        var stat = read(pid, "stat");
        if (stat.isEmpty()) {
            return 0;
        }
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Stream.of(fields[11], fields[12], fields[13], fields[14])
                        .mapToLong(Long::parseLong)
                        .sum()
                * NANOS_PER_CLOCK_TICK;
    }

    /** What the kernel tells of a process; nothing where it has ended. */
    private static String read(long pid, String what) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), what));
        } catch (IOException e) {
            return "";
        }
    }

    /** A column, summed up over whole disks: of a partition it is in that of its disk already. */
    private static long disks(int column) {
        try (var lines = Files.lines(Path.of("/proc/diskstats"))) {
            return lines.map(line -> line.strip().split(" +"))
                    .filter(fields -> fields.length > FLUSHES)
                    .filter(fields -> !NO_DISK.matcher(fields[NAME]).matches())
                    .filter(fields -> Files.exists(Path.of("/sys/block", fields[NAME])))
                    .mapToLong(fields -> Long.parseLong(fields[column]))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
