package dev.vigil.benchmarks.drill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Nodes and their database, all started by this. For one thread. */
public final class Cluster implements AutoCloseable {
    /** Of the HTTP API. */
    public static final int HTTP = 8080;

    /** Of management. */
    public static final int MANAGEMENT = 7626;

    private static final int REMOTING = 7625;
    private static final int FIRST_NODE = 2;
    private static final int PRIMARY = 50;
    private static final int STANDBY = 51;

    private final Plan plan;
    private final Path folder;
    private final Network network;
    private final Databases databases;
    private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();
    /** For a drill that is ended by a signal: nothing of it may go on. */
    private final Thread hook = new Thread(this::end, "end-of-cluster");

    private Cluster(Plan plan, Path folder, Network network, Databases databases) {
        this.plan = plan;
        this.folder = folder;
        this.network = network;
        this.databases = databases;
    }

    /** Starts the database and all nodes, which need not be ready when this returns. */
    public static Cluster start(Plan plan, Path folder, Network network, int sinkPort) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var databases = Databases.start(
                plan,
                folder,
                network.place(PRIMARY),
                plan.hasStandby() ? network.place(STANDBY) : network.place(PRIMARY));
        var cluster = new Cluster(plan, folder, network, databases);
        Runtime.getRuntime().addShutdownHook(cluster.hook);
        for (int i = 0; i < plan.nodes(); i++) {
            cluster.startNode(i, sinkPort);
        }
        return cluster;
    }

    private void startNode(int index, int sinkPort) {
        var place = network.place(FIRST_NODE + index);
        var name = "node-" + (index + 1);
        nodes.add(NodeProcess.start(name, place, folder, configuration(name, place, sinkPort), plan.options()));
    }

    private String configuration(String name, Place place, int sinkPort) {
        var seeds = java.util.stream.IntStream.range(0, plan.nodes())
                .mapToObj(index -> "\"" + network.place(FIRST_NODE + index).host() + ":" + REMOTING + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
        var lines = new ArrayList<>(List.of(
                "vigil.data-folder = \"" + folder.resolve(name) + "\"",
                "vigil.slots = " + plan.slots(),
                "vigil.http { host = \"" + place.host() + "\", port = " + HTTP + " }",
                "vigil.management { host = \"" + place.host() + "\", port = " + MANAGEMENT + " }",
                "vigil.journal { url = \"" + databases.url() + "\", user = postgres, connections = 8 }",
                "vigil.cluster { join = seeds, host = \"" + place.host() + "\", port = " + REMOTING + ", seeds = "
                        + seeds + " }",
                "vigil.sensors.readings {}",
                "vigil.triggers.alarm { kind = http, url = \"http://" + network.driverHost() + ":" + sinkPort
                        + "/alarm\", allow = \"" + network.driverHost()
                        + "\", timeout = 2s, retry { first = 200ms, most = 2s, attempts = 1000 } }"));
        lines.addAll(plan.lines());
        return String.join("\n", lines) + "\n";
    }

    /** What it was made of. */
    public Plan plan() {
        return plan;
    }

    /** Where its files are. */
    public Path folder() {
        return folder;
    }

    /** What is between its processes. */
    public Network network() {
        return network;
    }

    /** Its database. */
    public Databases databases() {
        return databases;
    }

    /** Its nodes, running or not. */
    public List<NodeProcess> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    @Override
    public void close() {
        end();
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    private void end() {
        nodes.stream().filter(NodeProcess::isRunning).forEach(NodeProcess::close);
        databases.close();
    }
}
