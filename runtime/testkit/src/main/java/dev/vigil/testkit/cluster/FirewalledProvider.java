package dev.vigil.testkit.cluster;

import com.typesafe.config.ConfigValueFactory;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.DynamicAccess;
import org.apache.pekko.actor.InternalActorRef;
import org.apache.pekko.cluster.ClusterActorRefProvider;
import org.apache.pekko.event.EventStream;
import org.apache.pekko.remote.RemoteActorRef;

/** Pekko's cluster, whose references to actors on other nodes ask a {@link Firewall}. */
public final class FirewalledProvider extends ClusterActorRefProvider {
    private static final String PROVIDER = "pekko.actor.provider";

    private final Firewall firewall;

    /** Called by reflection. */
    public FirewalledProvider(
            String systemName, ActorSystem.Settings settings, EventStream eventStream, DynamicAccess dynamicAccess) {
        super(systemName, asCluster(settings, dynamicAccess), eventStream, dynamicAccess);
        this.firewall = settings.setup()
                .get(FirewallSetup.class)
                .orElseThrow(() -> new IllegalStateException("the actor system was created without a firewall"))
                .firewall();
    }

    /** A provider of another name than Pekko's own is taken for one without a cluster. */
    private static ActorSystem.Settings asCluster(ActorSystem.Settings settings, DynamicAccess dynamicAccess) {
        var config = settings.config().withValue(PROVIDER, ConfigValueFactory.fromAnyRef("cluster"));
        return new ActorSystem.Settings(dynamicAccess.classLoader(), config, settings.name(), settings.setup());
    }

    @Override
    public ActorRef rootGuardianAt(Address address) {
        return guarded(super.rootGuardianAt(address));
    }

    @Override
    public InternalActorRef resolveActorRefWithLocalAddress(String path, Address localAddress) {
        return (InternalActorRef) guarded(super.resolveActorRefWithLocalAddress(path, localAddress));
    }

    @Override
    public ActorRef internalResolveActorRef(String path) {
        return guarded(super.internalResolveActorRef(path));
    }

    @Override
    public ActorRef resolveActorRef(ActorPath path) {
        return guarded(super.resolveActorRef(path));
    }

    private ActorRef guarded(ActorRef ref) {
        return ref instanceof RemoteActorRef remote ? new FirewalledRef(transport(), remote, firewall) : ref;
    }
}
