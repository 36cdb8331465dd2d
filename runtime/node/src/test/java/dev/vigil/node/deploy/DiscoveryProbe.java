package dev.vigil.node.deploy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.discovery.Discovery;
import org.apache.pekko.discovery.Lookup;

/**
 * Looks the nodes up once, with the configuration that is shipped, and prints whom it found or why it did not. A process
 * of its own, since the API's address is taken from the environment.
 */
final class DiscoveryProbe {
    private DiscoveryProbe() {}

    /** Takes cluster.conf and the folder in which the account's ca.crt and token are. */
    public static void main(String[] arguments) throws Exception {
        var bootstrap = ConfigFactory.parseFile(Path.of(arguments[0]).toFile())
                .resolve()
                .getConfig("vigil.cluster.bootstrap");
        var config = pekko(bootstrap, Path.of(arguments[1])).withFallback(ConfigFactory.load());
        var system = ActorSystem.create("probe", config);
        try {
            var lookup = Lookup.create(bootstrap.getString("service-name"))
                    .withPortName(bootstrap.getString("port-name"))
                    .withProtocol("tcp");
            var found = Discovery.get(system)
                    .discovery()
                    .lookup(lookup, Duration.ofSeconds(10))
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            found.getAddresses()
                    .forEach(one -> System.out.println(
                            "found " + one.host() + ":" + one.getPort().orElseThrow()));
        } catch (ExecutionException e) {
            System.out.println("failed " + e.getCause());
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    /** What a node tells Pekko of {@code vigil.cluster.bootstrap}. */
    private static Config pekko(Config bootstrap, Path account) {
        return ConfigFactory.parseMap(Map.of(
                "pekko.fail-mixed-versions", "off",
                "pekko.loglevel", "OFF",
                "pekko.stdout-loglevel", "OFF",
                "pekko.discovery.method", "kubernetes-api",
                "pekko.discovery.kubernetes-api.pod-namespace", bootstrap.getString("namespace"),
                "pekko.discovery.kubernetes-api.pod-label-selector", bootstrap.getString("label-selector"),
                "pekko.discovery.kubernetes-api.use-raw-ip", "true",
                "pekko.discovery.kubernetes-api.api-ca-path",
                        account.resolve("ca.crt").toString(),
                "pekko.discovery.kubernetes-api.api-token-path",
                        account.resolve("token").toString()));
    }
}
