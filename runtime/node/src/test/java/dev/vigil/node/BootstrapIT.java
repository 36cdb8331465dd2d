package dev.vigil.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.ClusterView;
import dev.vigil.node.LoopbackDns.Target;
import dev.vigil.node.config.Configuration;
import dev.vigil.node.config.ConfigurationException;
import dev.vigil.node.config.NodePlan;
import dev.vigil.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that know nothing of each other but a name find each other by discovery, over their managements. */
class BootstrapIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();
    private static final String NAME = "vigil.example";
    /** Without dots, since in a list it is a path. */
    private static final String LISTED = "vigil";

    private static final String BY_DNS =
            "pekko.io.dns.async-dns { nameservers = [\"127.0.0.1:%d\"], search-domains = [], ndots = 1 }";

    private final String journal = POSTGRES.newDatabase();
    private final Map<Integer, Node> running = new ConcurrentSkipListMap<>();

    @TempDir
    private Path folder;

    /** Where a node listens. */
    private record Place(String host, int management, int remoting) {}

    @AfterEach
    void stop() {
        running.values().forEach(Node::close);
    }

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void byServiceRecordsOfDns() throws Exception {
        var places = places();
        var records = places.stream()
                .map(place -> new Target(place.host(), place.management()))
                .toList();
        try (var dns = LoopbackDns.start(Map.of("_management._tcp." + NAME, records))) {
            assertOneClusterThatANodeJoinsAgain(places, NAME, "management", BY_DNS.formatted(dns.port()));
            assertThat(dns.questions()).contains("33 _management._tcp." + NAME);
        }
    }

    /** All have the same ports, on addresses of their own. */
    @Test
    void byAddressRecordsOfDns() throws Exception {
        var ports = freePorts(2);
        var places = IntStream.of(11, 12, 13)
                .mapToObj(last -> new Place("127.0.0." + last, ports.getFirst(), ports.getLast()))
                .toList();
        var records = places.stream().map(place -> new Target(place.host(), 0)).toList();
        try (var dns = LoopbackDns.start(Map.of(NAME, records))) {
            assertOneClusterThatANodeJoinsAgain(places, NAME, "", BY_DNS.formatted(dns.port()));
            assertThat(dns.questions()).contains("1 " + NAME);
        }
    }

    @Test
    void byAListInTheConfiguration() throws Exception {
        var places = places();
        var endpoints = places.stream()
                .map(place -> "{ host = \"%s\", port = %d }".formatted(place.host(), place.management()))
                .collect(Collectors.joining(", "));
        // Without the name of a port, of several on one host only the node's own would be taken.
        assertOneClusterThatANodeJoinsAgain(places, LISTED, "management", """
                pekko.management.cluster.bootstrap.contact-point-discovery.discovery-method = config
                pekko.discovery.config.services.%s.endpoints = [%s]
                """.formatted(LISTED, endpoints));
    }

    private void assertOneClusterThatANodeJoinsAgain(List<Place> places, String name, String portName, String pekko)
            throws Exception {
        var starting = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < places.size(); i++) {
            int number = i;
            starting.add(CompletableFuture.runAsync(
                    () -> start(number, places.get(number), name, portName, pekko),
                    task -> Thread.ofPlatform().daemon().start(task)));
        }
        for (var start : starting) {
            start.get(120, TimeUnit.SECONDS);
        }
        awaitWhole(places.size());
        for (int leaving : List.of(0, 2)) {
            Objects.requireNonNull(running.remove(leaving)).close();
            awaitWhole(places.size() - 1);
            start(leaving, places.get(leaving), name, portName, pekko);
            awaitWhole(places.size());
        }
    }

    private void start(int number, Place place, String name, String portName, String pekko) {
        try {
            var plan = plan(number, place, name, portName, pekko);
            running.put(number, Node.start(plan, new ClusterEngine(), InstantSource.system()));
        } catch (ConfigurationException | StartException e) {
            throw new IllegalStateException(e);
        }
    }

    private NodePlan plan(int number, Place place, String name, String portName, String pekko)
            throws ConfigurationException {
        var text = """
                vigil {
                  slots = 8
                  data-folder = "%s"
                  http.port = 0
                  management { host = "%s", port = %d }
                  journal { url = "%s", user = %s, password = "" }
                  cluster {
                    join = dns
                    host = "%s"
                    port = %d
                    bootstrap { service-name = "%s", contact-points = 2, port-name = "%s" }
                  }
                }
                pekko.cluster.jmx.enabled = off
                %s
                """.formatted(
                        folder.resolve("node-" + number),
                        place.host(),
                        place.management(),
                        journal,
                        POSTGRES.user(),
                        place.host(),
                        place.remoting(),
                        name,
                        portName,
                        pekko);
        return NodePlan.of(Configuration.of(ConfigFactory.parseString(text)));
    }

    private static List<Place> places() {
        var ports = freePorts(6);
        return List.of(
                new Place("127.0.0.1", ports.get(0), ports.get(1)),
                new Place("127.0.0.1", ports.get(2), ports.get(3)),
                new Place("127.0.0.1", ports.get(4), ports.get(5)));
    }

    /** Free on every address. */
    private static List<Integer> freePorts(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0")));
            }
            var found = sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (var socket : sockets) {
                socket.close();
            }
            return found;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every node sees the same members, all of them up, and all slots running, some on each node. */
    private void awaitWhole(int nodes) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        for (var node : running.values()) {
            while (true) {
                var view = node.engine().cluster().toCompletableFuture().get(10, TimeUnit.SECONDS);
                if (isWhole(view, nodes)) {
                    break;
                }
                assertThat(System.nanoTime()).as("time for %s", view).isLessThan(end);
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private static boolean isWhole(ClusterView view, int nodes) {
        return view.members().size() == nodes
                && view.members().stream()
                        .allMatch(
                                member -> member.reachable() && member.status().equals("up"))
                && view.notRunning().isEmpty()
                && view.slots().stream().map(ClusterView.Slot::node).distinct().count() == nodes;
    }
}
