package dev.vigil.benchmarks.drill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A network namespace for each place, with this process's own namespace as the router between them, where routing rules cut
 * what shall be cut. Needs root and a process that was started in a network namespace of its own ({@link Namespace}): it
 * changes that namespace's rules.
 */
public final class NamespaceNetwork implements Network {
    private static final String NETWORK = "10.77.";
    private static final String HUB = NETWORK + "0.1";
    private static final String REFUSING_TABLE = "200";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<Integer, Place> places = new HashMap<>();
    private final List<Process> holders = new CopyOnWriteArrayList<>();
    private final List<List<String>> cuts = new ArrayList<>();

    private NamespaceNetwork() {
        // For a drill that is ended by a signal.
        Runtime.getRuntime().addShutdownHook(new Thread(this::endHolders, "end-of-network"));
    }

    /** Makes this process's namespace a router. */
    public static NamespaceNetwork create() {
        Shell.run("ip", "link", "set", "lo", "up");
        Shell.run("ip", "addr", "add", HUB + "/32", "dev", "lo");
        // The rule for local addresses goes behind the cuts, which would otherwise never be asked about them.
        Shell.run("ip", "rule", "add", "pref", "1000", "lookup", "local");
        Shell.run("ip", "rule", "del", "pref", "0");
        write("/proc/sys/net/ipv4/ip_forward", "1");
        return new NamespaceNetwork();
    }

    private static void write(String file, String value) {
        try {
            Files.writeString(Path.of(file), value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String driverHost() {
        return HUB;
    }

    @Override
    public Place place(int number) {
        return places.computeIfAbsent(number, this::make);
    }

    private Place make(int number) {
        var holder = Shell.start(new ProcessBuilder("unshare", "--net", "sleep", "infinity"));
        holders.add(holder);
        var theirs = Path.of("/proc/" + holder.pid() + "/ns/net");
        Waiting.until("a namespace", PATIENCE, () -> !link(theirs).equals(link(Path.of("/proc/self/ns/net"))));
        var prefix = List.of("nsenter", "--net=" + theirs);
        var gateway = NETWORK + number + ".1";
        var host = NETWORK + number + ".2";
        var here = "v" + number;
        var there = "p" + number;
        Shell.run("ip", "link", "add", here, "type", "veth", "peer", "name", there);
        Shell.run("ip", "link", "set", there, "netns", Long.toString(holder.pid()));
        Shell.run("ip", "addr", "add", gateway + "/30", "dev", here);
        Shell.run("ip", "link", "set", here, "up");
        Shell.run(prefix, List.of("ip", "link", "set", "lo", "up"));
        Shell.run(prefix, List.of("ip", "addr", "add", host + "/30", "dev", there));
        Shell.run(prefix, List.of("ip", "link", "set", there, "up"));
        Shell.run(prefix, List.of("ip", "route", "add", "default", "via", gateway));
        // For whom reset() sends here, nobody listens here: so the kernel resets.
        Shell.run("ip", "route", "add", "local", host, "dev", "lo", "table", REFUSING_TABLE);
        return new Place(host, prefix);
    }

    private static String link(Path path) {
        try {
            return Files.readSymbolicLink(path).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean canCut() {
        return true;
    }

    @Override
    public void drop(Place from, Place to) {
        rule(List.of("from", from.host(), "to", to.host(), "blackhole"));
    }

    @Override
    public void reset(Place from, Place to) {
        rule(List.of("from", from.host(), "to", to.host(), "lookup", REFUSING_TABLE));
    }

    private void rule(List<String> cut) {
        var rule = new ArrayList<>(List.of("pref", Integer.toString(10 + cuts.size())));
        rule.addAll(cut);
        Shell.run(List.of("ip", "rule", "add"), rule);
        cuts.add(rule);
    }

    @Override
    public void heal() {
        cuts.forEach(cut -> Shell.run(List.of("ip", "rule", "del"), cut));
        cuts.clear();
    }

    /** Ends the namespaces; what still runs in them keeps them until it ends. */
    @Override
    public void close() {
        heal();
        endHolders();
    }

    private void endHolders() {
        holders.forEach(Process::destroyForcibly);
    }
}
