package dev.vigil.benchmarks.drill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What the process of a node holds.
 *
 * @param heapBytes what is alive after a collection
 * @param threads of the operating system
 * @param descriptors open files, sockets among them, but for the connections that clients have to its HTTP port: how many those
 *     are is the clients' business
 */
public record Vitals(long heapBytes, int threads, int descriptors) {
    /** As in {@code  Tenured    total 262144K, used 5000K}, whichever collector it is; metaspace has no total. */
    private static final Pattern USED = Pattern.compile("total .*used (\\d+)K");

    private static final Pattern THREADS = Pattern.compile("(?m)^Threads:\\s+(\\d+)$");

    /** The column of a socket's number in {@code /proc/net/tcp}. */
    private static final int INODE = 9;

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
        return new Vitals(kibibytes << 10, threads(process.resolve("status")), descriptors(process));
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

    private static int descriptors(Path process) {
        var ofClients = new HashSet<String>();
        for (var table : List.of("net/tcp", "net/tcp6")) {
            ofClients.addAll(toHttp(process.resolve(table)));
        }
        try (var files = Files.list(process.resolve("fd"))) {
            return (int) files.filter(file -> !ofClients.contains(target(file))).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The sockets of connections to the HTTP port, as descriptors name them. */
    private static List<String> toHttp(Path table) {
        var port = String.format(Locale.ROOT, ":%04X", Cluster.HTTP);
        try (var lines = Files.lines(table)) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields.length > INODE && fields[1].endsWith(port) && !fields[2].endsWith(":0000"))
                    .map(fields -> "socket:[" + fields[INODE] + "]")
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a descriptor stands for; nothing where it has been closed meanwhile. */
    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
