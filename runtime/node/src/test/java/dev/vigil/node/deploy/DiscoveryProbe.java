package dev.vigil.node.deploy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.membership.MembershipConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

    /** Takes the folder in which the account's ca.crt and token are, and one to work in. */
    public static void main(String[] arguments) throws Exception {
        var account = Path.of(arguments[0]);
        var engine = Shipped.plan("base", Path.of(arguments[1])).settings().engine();
        var told = MembershipConfig.of(engine.cluster(), engine.slots(), Optional.of("0.1.0"));
        var config =
                at(account).withFallback(told.withOnlyPath("pekko.discovery")).withFallback(ConfigFactory.load());
        var contact = told.getConfig("pekko.management.cluster.bootstrap.contact-point-discovery");
        var system = ActorSystem.create("probe", config);
        try {
            var lookup = Lookup.create(contact.getString("service-name"))
                    .withPortName(contact.getString("port-name"))
                    .withProtocol("tcp");
            var found = Discovery.get(system)
                    .loadServiceDiscovery(contact.getString("discovery-method"))
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

    /** Where the account's files are, and quiet. */
    private static Config at(Path account) {
        return ConfigFactory.parseMap(Map.of(
                "pekko.fail-mixed-versions", "off",
                "pekko.loglevel", "OFF",
                "pekko.stdout-loglevel", "OFF",
                "pekko.discovery.kubernetes-api.api-ca-path",
                        account.resolve("ca.crt").toString(),
                "pekko.discovery.kubernetes-api.api-token-path",
                        account.resolve("token").toString()));
    }
}
