package dev.vigil.engine.cluster;

import dev.vigil.engine.ClusterView;
import dev.vigil.engine.membership.MembershipConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** The members of the cluster as people see them. */
final class Members {
    private static final String DATA_CENTER = "dc-";
    private static final String UNKNOWN = "unknown";

    private Members() {}

    /** Whether this node is a member in good standing; one that is not cannot reach slots. */
    static boolean isUp(ActorSystem<?> system) {
        return Cluster.get(system).selfMember().status().equals(MemberStatus.up());
    }

    /** Where that node is reached. */
    static String text(Address address) {
        return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
    }

    /** All members, by address. */
    static List<ClusterView.Member> of(ActorSystem<?> system) {
        var state = Cluster.get(system).state();
        var unreachable = new HashSet<>(state.getUnreachable());
        var members = new ArrayList<ClusterView.Member>();
        state.getMembers().forEach(member -> members.add(view(member, !unreachable.contains(member))));
        members.sort(Comparator.comparing(ClusterView.Member::address));
        return members;
    }

    private static ClusterView.Member view(Member member, boolean isReachable) {
        return new ClusterView.Member(
                text(member.address()),
                member.getRoles().stream()
                        .filter(role -> !role.startsWith(DATA_CENTER) && !role.startsWith(MembershipConfig.RELEASE))
                        .sorted()
                        .toList(),
                release(member),
                member.status().toString().toLowerCase(Locale.ROOT),
                isReachable);
    }

    private static String release(Member member) {
        return member.getRoles().stream()
                .filter(role -> role.startsWith(MembershipConfig.RELEASE))
                .map(role -> role.substring(MembershipConfig.RELEASE.length()))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
