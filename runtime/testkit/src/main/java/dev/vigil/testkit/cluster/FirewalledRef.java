package dev.vigil.testkit.cluster;

import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.remote.RemoteActorRef;
import org.apache.pekko.remote.RemoteTransport;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** A reference to an actor on another node: what it is told passes the firewall. Pekko's own system messages do not. */
final class FirewalledRef extends RemoteActorRef {
    private final Firewall firewall;
    private final String from;
    private final String to;

    FirewalledRef(RemoteTransport transport, RemoteActorRef ref, Firewall firewall) {
        super(
                transport,
                ref.localAddressToUse(),
                ref.path(),
                ref.getParent(),
                Option.empty(),
                Option.empty(),
                ref.acceptProtocolNames());
        this.firewall = firewall;
        this.from = text(ref.localAddressToUse());
        this.to = text(ref.path().address());
    }

    static String text(Address address) {
        return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
    }

    /** Called by {@code tell} and by all that Pekko sends itself, from any thread. */
    @Override
    public void $bang(Object message, @Nullable ActorRef sender) {
        firewall.pass(from, to, message, () -> super.$bang(message, sender));
    }
}
