package dev.vigil.node;

import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.ClusterSettings.Method;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.discovery.Discovery;
import org.apache.pekko.discovery.Lookup;
import org.apache.pekko.discovery.ServiceDiscovery;
import org.apache.pekko.management.cluster.bootstrap.ClusterBootstrap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the cluster by what discovery finds, and looks by itself what discovery finds, so that a node that does not get in can
 * say why. Thread-safe.
 */
final class Bootstrap {
    private static final Logger LOG = LoggerFactory.getLogger(Bootstrap.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ActorSystem<?> system;
    private final Join.Discovered how;
    private final ServiceDiscovery discovery;
    private volatile Optional<String> trouble = Optional.empty();
    private volatile Optional<Cancellable> looking = Optional.empty();

    private Bootstrap(ActorSystem<?> system, Join.Discovered how) {
        this.system = system;
        this.how = how;
        this.discovery = Discovery.get(system)
                .loadServiceDiscovery(system.settings()
                        .config()
                        .getString("pekko.management.cluster.bootstrap.contact-point-discovery.discovery-method"));
    }

    /** Begins to join; management must be listening. */
    static Bootstrap start(ActorSystem<?> system, Join.Discovered how) {
        var bootstrap = new Bootstrap(system, how);
        ClusterBootstrap.get(system).start();
        bootstrap.looking = Optional.of(system.scheduler()
                .scheduleWithFixedDelay(Duration.ZERO, LOOK_EVERY, bootstrap::look, system.executionContext()));
        return bootstrap;
    }

    /** What keeps this node from joining; nothing once it is a member. */
    Optional<String> trouble() {
        return trouble;
    }

    private void look() {
        if (Cluster.get(system).selfMember().status().equals(MemberStatus.up())) {
            trouble = Optional.empty();
            looking.ifPresent(Cancellable::cancel);
            return;
        }
        var query = Lookup.create(how.serviceName());
        var named = how.portName().isEmpty() ? query : query.withPortName(how.portName());
        var _ = discovery
                .lookup(named.withProtocol("tcp"), PATIENCE)
                .whenComplete((found, failure) ->
                        tell(failure == null ? counted(found.getAddresses().size()) : Optional.of(reason(failure))));
    }

    private Optional<String> counted(int found) {
        return found >= how.contactPoints()
                ? Optional.empty()
                : Optional.of("cluster: " + found + " contact points found, " + how.contactPoints() + " needed");
    }

    private String reason(@Nullable Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var message = cause == null ? "" : String.valueOf(cause.getMessage());
        boolean isForbidden = how.method() == Method.KUBERNETES && message.startsWith("Forbidden");
        return isForbidden
                ? "cluster: the Kubernetes API does not let this pod list pods; its service account needs the verb \"list\""
                        + " on \"pods\""
                : "cluster: discovery fails: " + message;
    }

    private void tell(Optional<String> found) {
        if (!found.equals(trouble)) {
            found.ifPresent(what -> LOG.warn("not a member yet: {}", what));
        }
        trouble = found;
    }
}
