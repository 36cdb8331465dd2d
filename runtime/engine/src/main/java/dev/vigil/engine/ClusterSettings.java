package dev.vigil.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a node is part of a cluster.
 *
 * @param name of the cluster; a node of another name is refused
 * @param address where other nodes reach this one
 * @param roles what it does: {@link #SOURCE}, {@link #SLOT} or both
 * @param join how it finds the others
 * @param downing who goes on when nodes no longer hear each other
 * @param tls how nodes prove to each other who they are; none for plain TCP
 */
public record ClusterSettings(
        String name, Address address, Set<String> roles, Join join, Downing downing, Optional<Tls> tls) {
    /** The role of nodes that take events in. */
    public static final String SOURCE = "source";
    /** The role of nodes that host slots. */
    public static final String SLOT = "slot";

    /** Copies the roles. */
    public ClusterSettings {
        roles = Set.copyOf(roles);
    }

    /**
     * Where a node is reached.
     *
     * @param host a name or address that the other nodes know
     * @param port the port of remoting; 0 for any that is free
     * @param bindHost what is listened on; empty for the host
     */
    public record Address(String host, int port, String bindHost) {}

    /** How a node finds the others. */
    public sealed interface Join {
        /** Not at all: it is a cluster of its own. */
        record Alone() implements Join {}

        /**
         * By the addresses of some of them.
         *
         * @param seeds each {@code HOST:PORT}; the first one forms the cluster where there is none
         */
        record Seeds(List<String> seeds) implements Join {
            /** Copies the list. */
            public Seeds {
                seeds = List.copyOf(seeds);
            }
        }

        /**
         * By discovery: they are asked over HTTP what they know of the cluster, and the lowest address forms it.
         *
         * @param method how contact points are found
         * @param serviceName under which they are found
         * @param contactPoints how many must have been found before a cluster is formed
         * @param namespace of Kubernetes; empty for the pod's own
         * @param labelSelector which pods of Kubernetes
         * @param portName the name of the management port; empty for DNS records without one
         */
        record Discovered(
                Method method,
                String serviceName,
                int contactPoints,
                String namespace,
                String labelSelector,
                String portName)
                implements Join {}
    }

    /** How contact points are found. */
    public enum Method {
        /** By SRV or A records of DNS. */
        DNS,
        /** By listing pods with the API of Kubernetes. */
        KUBERNETES
    }

    /**
     * What happens when nodes no longer hear each other.
     *
     * @param strategy which side goes on
     * @param stableAfter for how long nothing must have changed before that is decided
     */
    public record Downing(Strategy strategy, Duration stableAfter) {}

    /** Which side of a broken cluster goes on. */
    public enum Strategy {
        /** The larger one. */
        KEEP_MAJORITY,
        /** The one that gets a lease in the journal's database; the larger one tries first. */
        LEASE_MAJORITY
    }

    /**
     * Mutual authentication between nodes. Files are PEM, the key is RSA in PKCS#8.
     *
     * @param certificate of this node
     * @param privateKey of that certificate
     * @param authority that signed the certificates of all nodes
     * @param reload how long what was read is used before the files are read again
     */
    public record Tls(Path certificate, Path privateKey, Path authority, Duration reload) {}

    /** A node on its own, which no other can join. */
    public static ClusterSettings alone() {
        return new ClusterSettings(
                "vigil",
                new Address("127.0.0.1", 0, ""),
                Set.of(SOURCE, SLOT),
                new Join.Alone(),
                new Downing(Strategy.KEEP_MAJORITY, Duration.ofSeconds(3)),
                Optional.empty());
    }
}
