package dev.vigil.engine.membership;

import dev.vigil.engine.ClusterSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Whether this node may act for what it owns, as far as it can know: not while it hears no majority, and not after it stood
 * still for so long that others may have taken over, until it has heard a majority for a while again. The journal's fence
 * keeps states right without this; this keeps an old owner from acting on the outside, and from fencing a new one.
 *
 * <p>Threading: thread-safe; {@link #mayAct} never blocks.
 */
public final class Standing {
    private static final Duration TICK = Duration.ofMillis(100);
    /** A node that is silent for less is not downed by anybody: see the failure detector's pause in {@code engine.conf}. */
    private static final long MOST_GAP_NANOS = Duration.ofSeconds(2).toNanos();
    /** By then a node that others have downed knows that it does not hear them. */
    private static final long PROBATION_NANOS = Duration.ofSeconds(2).toNanos();

    private final LongSupplier nanoTime;
    private long probationEndNanos;
    private volatile boolean hearsMajority = true;
    private volatile long tickNanos;

    Standing(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.tickNanos = nanoTime.getAsLong();
        this.probationEndNanos = tickNanos;
    }

    /** Watches over this node's standing until its system ends. */
    public static Standing start(ActorSystem<?> system) {
        var standing = new Standing(System::nanoTime);
        var cluster = Cluster.get(system);
        system.scheduler()
                .scheduleWithFixedDelay(
                        Duration.ZERO, TICK, () -> standing.tick(hearsMajority(cluster)), system.executionContext());
        return standing;
    }

    /** Whether this node may act now. */
    public boolean mayAct() {
        return hearsMajority && nanoTime.getAsLong() - tickNanos < MOST_GAP_NANOS;
    }

    /** Looks at the time and at the members; called by one thread at a time, many times within {@link #MOST_GAP_NANOS}. */
    void tick(boolean majority) {
        long now = nanoTime.getAsLong();
        if (now - tickNanos >= MOST_GAP_NANOS) {
            probationEndNanos = now + PROBATION_NANOS;
        }
        hearsMajority = majority && now - probationEndNanos >= 0;
        tickNanos = now;
    }

    /** As the Split Brain Resolver counts: of the members that host slots, and of two halves the one with the first address. */
    private static boolean hearsMajority(Cluster cluster) {
        var state = cluster.state();
        var unreachable = new HashSet<Member>(state.getUnreachable());
        int all = 0;
        int heard = 0;
        boolean hearsFirst = true;
        for (var member : state.getMembers()) {
            if (counts(member)) {
                boolean isHeard = !unreachable.contains(member);
                hearsFirst = all == 0 ? isHeard : hearsFirst;
                all++;
                heard += isHeard ? 1 : 0;
            }
        }
        return all == 0 || heard * 2 > all || (heard * 2 == all && hearsFirst);
    }

    private static boolean counts(Member member) {
        return member.hasRole(ClusterSettings.SLOT)
                && (member.status().equals(MemberStatus.up()) || member.status().equals(MemberStatus.leaving()));
    }
}
