package dev.vigil.testkit.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.pekko.actor.ActorSelectionMessage;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;

/**
 * Faults in the messages between the nodes of one process: of some kind, between some nodes, for a while.
 *
 * <p>A rule sees each message as it is sent, and what Pekko's cluster sends itself as well; system messages and Artery's own
 * (handshakes, acknowledgements) it does not see. A {@linkplain #cut} stops those too. The first rule that a message fits
 * decides.
 *
 * <p>Threading: safe to share.
 */
public final class Firewall implements AutoCloseable {
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("firewall").factory());

    /** A firewall that lets everything through. */
    public Firewall() {}

    /** Loses those messages from now on. */
    public Rule drop(Traffic traffic) {
        return add(traffic, new Fault.Drop());
    }

    /** Keeps each of those messages back for that long from now on. */
    public Rule delay(Traffic traffic, Duration by) {
        return add(traffic, new Fault.Delay(by));
    }

    /** Keeps those messages back from now on, until the rule is lifted. */
    public Rule hold(Traffic traffic) {
        return add(traffic, new Fault.Hold());
    }

    /** Sends each of those messages two times from now on. */
    public Rule twice(Traffic traffic) {
        return add(traffic, new Fault.Twice());
    }

    private Rule add(Traffic traffic, Fault fault) {
        var rule = new Rule(traffic, fault);
        rules.add(rule);
        return rule;
    }

    /** Lets everything through again that a rule would touch; what is delayed still comes late. */
    public void liftAll() {
        rules.forEach(Rule::lift);
        rules.clear();
    }

    /** Nothing at all passes between the two sides, in neither direction, until they are {@linkplain #heal healed}. */
    public void cut(Collection<LocalNode> one, Collection<LocalNode> other) {
        one.forEach(a -> other.forEach(b -> {
            a.cutFrom(b);
            b.cutFrom(a);
        }));
    }

    /** The two sides hear each other again. */
    public void heal(Collection<LocalNode> one, Collection<LocalNode> other) {
        one.forEach(a -> other.forEach(b -> {
            a.healTo(b);
            b.healTo(a);
        }));
    }

    /** A message is on its way: sends it now, or does what a rule says. */
    void pass(String from, String to, Object message, Runnable send) {
        var content = content(message);
        for (var rule : rules) {
            if (rule.takes(from, to, content)) {
                rule.strike(send, later);
                return;
            }
        }
        send.run();
    }

    private static Object content(Object message) {
        return switch (message) {
            case ShardingEnvelope<?> envelope -> envelope.message();
            case ActorSelectionMessage selected -> selected.msg();
            default -> message;
        };
    }

    /** Delays no more; what is delayed is lost. */
    @Override
    public void close() {
        later.shutdownNow();
    }
}
