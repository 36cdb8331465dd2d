package dev.vigil.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.Engine;
import dev.vigil.node.config.Configuration;
import dev.vigil.node.config.NodePlan;
import dev.vigil.testkit.postgres.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that find each other by discovery, over their managements; from a list here, which stands for DNS. */
class BootstrapIT {
    @TempDir
    Path folder;

    @Test
    void twoNodesThatStartAtOnceFormOneClusterAndShareItsSlots() throws Exception {
        try (var postgres = TestPostgres.start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int first = freePort();
            int second = freePort();
            var starting = List.of(first, second).stream()
                    .map(port -> CompletableFuture.supplyAsync(() -> start(postgres, port, first, second), threads))
                    .toList();
            try {
                for (var node : starting) {
                    awaitWhole(node.get(120, TimeUnit.SECONDS).engine());
                }
            } finally {
                for (var node : starting) {
                    node.get(120, TimeUnit.SECONDS).close();
                }
            }
        }
    }

    private Node start(TestPostgres postgres, int port, int first, int second) {
        try {
            return Node.start(plan(postgres, port, first, second), new ClusterEngine(), InstantSource.system());
        } catch (StartException e) {
            throw new IllegalStateException(e);
        }
    }

    private NodePlan plan(TestPostgres postgres, int port, int first, int second) throws StartException {
        var text = """
                vigil {
                  slots = 8
                  data-folder = "%s"
                  http.port = 0
                  management.port = %d
                  journal { url = "%s", user = %s, password = "" }
                  cluster { join = dns, port = %d, bootstrap { contact-points = 2, port-name = "" } }
                }
                pekko {
                  cluster.jmx.enabled = off
                  management.cluster.bootstrap.contact-point-discovery.discovery-method = config
                  discovery.config.services.vigil.endpoints = [
                    { host = "127.0.0.1", port = %d }, { host = "127.0.0.1", port = %d }
                  ]
                }
                """.formatted(
                        folder.resolve("node-" + port),
                        port,
                        postgres.url(),
                        postgres.user(),
                        freePort(),
                        first,
                        second);
        return NodePlan.of(Configuration.of(ConfigFactory.parseString(text)));
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitWhole(Engine engine) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            var view = engine.cluster().toCompletableFuture().get(10, TimeUnit.SECONDS);
            long hosts = view.slots().stream().map(slot -> slot.node()).distinct().count();
            if (view.members().size() == 2 && view.notRunning().isEmpty() && hosts == 2) {
                return;
            }
            assertThat(System.nanoTime()).as("time for %s", view).isLessThan(end);
            LockSupport.parkNanos(50_000_000);
        }
    }
}
