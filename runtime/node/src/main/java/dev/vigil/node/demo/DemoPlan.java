package dev.vigil.node.demo;

import com.typesafe.config.ConfigFactory;
import dev.vigil.node.config.Configuration;
import dev.vigil.node.config.ConfigurationException;
import dev.vigil.node.config.NodePlan;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/** The plan of the demo's node: the bundled configuration with what is only known when the demo is started. */
final class DemoPlan {
    private static final String BUNDLED = "dev/vigil/node/demo/demo.conf";

    private DemoPlan() {}

    static NodePlan of(
            Path folder, int port, int managementPort, URI sink, Signature signature, StandardSignature ofShips)
            throws ConfigurationException {
        var own = ConfigFactory.parseMap(
                Map.of(
                        "vigil.data-folder", folder.toString(),
                        "vigil.http.port", port,
                        "vigil.management.port", managementPort),
                "the options of vigil demo");
        var bundled = ConfigFactory.parseResources(DemoPlan.class.getClassLoader(), BUNDLED);
        var made = ConfigFactory.parseMap(Map.of(
                "demo.sink",
                sink.toString(),
                "demo.secret",
                signature.secret(),
                "demo.ships.secret",
                ofShips.secret(),
                "demo.ships.token",
                ofShips.token(),
                "demo.inbox",
                inbox(folder).folder().toString()));
        // Only the node's own keys may reach it, so what they stand on is put in place and left behind.
        var resolved = made.withFallback(bundled).resolve().withoutPath("demo");
        return NodePlan.of(Configuration.of(own.withFallback(resolved)));
    }

    static Inbox inbox(Path folder) {
        return new Inbox(folder.resolve("inbox"));
    }
}
