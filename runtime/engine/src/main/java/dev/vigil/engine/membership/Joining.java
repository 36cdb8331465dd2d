package dev.vigil.engine.membership;

import dev.vigil.engine.ClusterSettings.Join;
import java.util.List;
import java.util.Locale;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;

/** Makes a node a member. */
public final class Joining {
    private Joining() {}

    /**
     * Joins where the way to the others is known, and watches over the members from then on. A node that finds the others by
     * discovery joins when its management has found them.
     */
    public static void start(ActorSystem<?> system, Join join) {
        var cluster = Cluster.get(system);
        switch (join) {
            case Join.Alone _ ->
                cluster.manager()
                        .tell(new JoinSeedNodes(List.of(cluster.selfMember().address())));
            case Join.Seeds(var seeds) ->
                cluster.manager()
                        .tell(new JoinSeedNodes(seeds.stream()
                                .map(seed -> address(cluster.selfMember().address(), seed))
                                .toList()));
            case Join.Discovered _ -> {}
        }
        if (!(join instanceof Join.Alone)) {
            system.systemActorOf(RefusalProbe.create(), "refusal-probe", Props.empty());
        }
    }

    private static Address address(Address self, String seed) {
        return AddressFromURIString.parse(
                String.format(Locale.ROOT, "%s://%s@%s", self.protocol(), self.system(), seed));
    }
}
