package dev.vigil.engine.membership;

import dev.vigil.engine.ClusterSettings.Join;
import dev.vigil.engine.journal.OutageTable;
import java.util.List;
import java.util.Locale;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.Identify;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;

/** Makes a node a member. */
public final class Joining {
    /** Of that node's own messages about members, which have a connection of their own. */
    private static final String MEMBERSHIP = "/system/cluster/core/daemon";

    private Joining() {}

    /**
     * Opens the connections to the nodes that it will join. The first message to a node that has only just lost an earlier run
     * of this one may be lost; it must not be that of {@link #start}, which is sent again after 5 s only.
     */
    public static void connect(ActorSystem<?> system, Join join) {
        if (join instanceof Join.Seeds(var seeds)) {
            var cluster = Cluster.get(system).selfMember();
            var classic = Adapter.toClassic(system);
            seeds.stream()
                    .map(seed -> address(cluster.address(), seed))
                    .filter(seed -> !seed.equals(cluster.address()))
                    .forEach(seed ->
                            classic.actorSelection(seed + MEMBERSHIP).tell(new Identify(seed), classic.deadLetters()));
        }
    }

    /**
     * Joins where the way to the others is known, and watches over the members from then on. A node that finds the others by
     * discovery joins when its management has found them.
     *
     * @param node the name under which this node is known to that table
     * @param table knows which nodes work on the journal
     */
    public static void start(ActorSystem<?> system, Join join, String node, OutageTable table) {
        var self = Cluster.get(system).selfMember().address();
        switch (join) {
            case Join.Alone _ -> join(system, List.of(self));
            case Join.Seeds(var seeds) -> {
                var addresses = seeds.stream().map(seed -> address(self, seed)).toList();
                if (addresses.getFirst().equals(self)) {
                    system.systemActorOf(FirstSeed.create(node, addresses, table::seen), "first-seed", Props.empty());
                } else {
                    join(system, addresses);
                }
            }
            case Join.Discovered _ -> {}
        }
        if (!(join instanceof Join.Alone)) {
            system.systemActorOf(RefusalProbe.create(), "refusal-probe", Props.empty());
        }
    }

    private static void join(ActorSystem<?> system, List<Address> addresses) {
        Cluster.get(system).manager().tell(new JoinSeedNodes(addresses));
    }

    private static Address address(Address self, String seed) {
        return AddressFromURIString.parse(
                String.format(Locale.ROOT, "%s://%s@%s", self.protocol(), self.system(), seed));
    }
}
