package dev.vigil.engine.membership;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.vigil.engine.ClusterSettings;
import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.ClusterSettings.Method;
import dev.vigil.engine.ClusterSettings.Strategy;
import dev.vigil.engine.ClusterSettings.Tls;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What Pekko must be told for a node to be part of its cluster. */
public final class MembershipConfig {
    /** Where the others ask a node what it knows of the cluster: only those that find each other by discovery do. */
    private static final String BOOTSTRAP_ROUTE = "pekko.management.http.routes.cluster-bootstrap";

    /** Begins the role by which a member tells its release. */
    public static final String RELEASE = "release-";

    private static final Duration UNSTABLE_FOR = Duration.ofSeconds(12);

    private MembershipConfig() {}

    /**
     * Those settings, as Pekko's.
     *
     * @param slots how many there are, which all members must agree on
     * @param release the node's own, for others to see
     */
    public static Config of(ClusterSettings settings, int slots, Optional<String> release) {
        var keys = new HashMap<String, Object>(SameCluster.of(settings.name(), slots));
        keys.put(BOOTSTRAP_ROUTE, "");
        keys.put("pekko.cluster.roles", roles(settings, release));
        keys.putAll(remoting(settings.address()));
        keys.putAll(downing(settings.downing()));
        settings.tls().ifPresent(tls -> keys.putAll(tls(tls)));
        if (settings.join() instanceof Join.Discovered discovered) {
            keys.putAll(discovery(discovered));
        }
        return ConfigFactory.parseMap(keys, "vigil.cluster");
    }

    /**
     * What a member does and of which release it is. Pekko has a place for releases, app-version, but moves no shard while those of two
     * members differ: a node of another release would have no slots before the last of the old one was gone.
     */
    private static List<String> roles(ClusterSettings settings, Optional<String> release) {
        return Stream.concat(settings.roles().stream(), release.map(RELEASE::concat).stream())
                .toList();
    }

    private static Map<String, Object> remoting(ClusterSettings.Address address) {
        var keys = new HashMap<String, Object>();
        keys.put("pekko.remote.artery.canonical.hostname", address.host());
        keys.put("pekko.remote.artery.canonical.port", address.port());
        if (!address.bindHost().isEmpty()) {
            keys.put("pekko.remote.artery.bind.hostname", address.bindHost());
        }
        return keys;
    }

    private static Map<String, Object> downing(ClusterSettings.Downing downing) {
        var strategy = switch (downing.strategy()) {
            case Strategy.KEEP_MAJORITY -> "keep-majority";
            case Strategy.LEASE_MAJORITY -> "lease-majority";
        };
        return Map.of(
                "pekko.cluster.split-brain-resolver.active-strategy",
                strategy,
                "pekko.cluster.split-brain-resolver.stable-after",
                downing.stableAfter(),
                // All go down where who hears whom keeps changing. By itself this would be little more than
                // stable-after.
                "pekko.cluster.split-brain-resolver.down-all-when-unstable",
                downing.stableAfter().plus(UNSTABLE_FOR));
    }

    private static Map<String, Object> tls(Tls tls) {
        var engine = "pekko.remote.artery.ssl.rotating-keys-engine.";
        return Map.of(
                "pekko.remote.artery.transport",
                "tls-tcp",
                "pekko.remote.artery.ssl.ssl-engine-provider",
                "org.apache.pekko.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider",
                engine + "cert-file",
                tls.certificate().toString(),
                engine + "key-file",
                tls.privateKey().toString(),
                engine + "ca-cert-file",
                tls.authority().toString(),
                engine + "ssl-context-cache-ttl",
                tls.reload());
    }

    private static Map<String, Object> discovery(Join.Discovered discovered) {
        var contact = "pekko.management.cluster.bootstrap.contact-point-discovery.";
        var keys = new HashMap<String, Object>();
        keys.put(BOOTSTRAP_ROUTE, "org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap$");
        keys.put(
                contact + "discovery-method",
                discovered.method() == Method.KUBERNETES ? "kubernetes-api" : "pekko-dns");
        keys.put(contact + "service-name", discovered.serviceName());
        keys.put(contact + "required-contact-point-nr", discovered.contactPoints());
        keys.put(contact + "port-name", discovered.portName());
        if (discovered.method() == Method.KUBERNETES) {
            keys.put("pekko.discovery.kubernetes-api.pod-label-selector", discovered.labelSelector());
            keys.put("pekko.discovery.kubernetes-api.use-raw-ip", true);
            if (!discovered.namespace().isEmpty()) {
                keys.put("pekko.discovery.kubernetes-api.pod-namespace", discovered.namespace());
            }
        }
        return keys;
    }
}
