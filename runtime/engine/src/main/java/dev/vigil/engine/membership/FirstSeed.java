package dev.vigil.engine.membership;

import dev.vigil.engine.journal.OutageTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins the node that is the first of the seeds, the only one that forms a cluster where none of the others answers. Not to be
 * answered does not mean that there is no cluster: so it does that only as long as the journal's database knows of no other node
 * that is alive, which is asked every second until this node is a member. Otherwise it asks the others alone, as any other seed.
 */
final class FirstSeed extends AbstractBehavior<FirstSeed.Command> {
    private static final Logger LOG = LoggerFactory.getLogger(FirstSeed.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final String self;
    private final List<Address> seeds;
    private final Supplier<CompletionStage<List<OutageTable.Seen>>> nodes;
    private Optional<Founding> last = Optional.empty();
    private boolean isAsking;

    sealed interface Command {}

    private enum Tick implements Command {
        ASK
    }

    private record Answered(Founding founding) implements Command {}

    private FirstSeed(
            ActorContext<Command> context,
            String self,
            List<Address> seeds,
            Supplier<CompletionStage<List<OutageTable.Seen>>> nodes) {
        super(context);
        this.cluster = Cluster.get(context.getSystem());
        this.self = self;
        this.seeds = seeds;
        this.nodes = nodes;
        ask();
    }

    /**
     * The behaviour until the node is a member.
     *
     * @param self the name under which the node is known to the database
     * @param seeds all of them, this node first
     * @param nodes asks the database
     */
    static Behavior<Command> create(
            String self, List<Address> seeds, Supplier<CompletionStage<List<OutageTable.Seen>>> nodes) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(Tick.ASK, EVERY);
            return new FirstSeed(context, self, seeds, nodes);
        }));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::onCommand).build();
    }

    private Behavior<Command> onCommand(Command command) {
        return switch (command) {
            case Tick.ASK -> onTick();
            case Answered(var founding) -> onAnswered(founding);
        };
    }

    private Behavior<Command> onTick() {
        if (!cluster.selfMember().status().equals(MemberStatus.removed())) {
            return Behaviors.stopped();
        }
        if (isAsking) {
            join(new Founding.Unknown("no answer within a second"));
        } else {
            ask();
        }
        return this;
    }

    private void ask() {
        isAsking = true;
        getContext()
                .pipeToSelf(
                        nodes.get(),
                        (seen, failure) -> new Answered(
                                failure == null
                                        ? Founding.of(self, seen)
                                        : new Founding.Unknown(String.valueOf(failure.getMessage()))));
    }

    private Behavior<Command> onAnswered(Founding founding) {
        isAsking = false;
        join(founding);
        return this;
    }

    /** Pekko lets a node form a cluster if, and only if, its own address is the first that it is told to join. */
    private void join(Founding founding) {
        var before = last.map(Object::getClass);
        last = Optional.of(founding);
        if (before.equals(Optional.of(founding.getClass()))) {
            return;
        }
        var others = new ArrayList<>(seeds);
        others.removeIf(seeds.getFirst()::equals);
        switch (founding) {
            case Founding.Allowed() -> tell(seeds);
            case Founding.Refused(var alive) -> {
                LOG.warn(
                        "forms no cluster, since there is one: nodes that work on the journal are waited for"
                                + " alive={} seeds={}",
                        alive,
                        others);
                tell(others);
            }
            case Founding.Unknown(var reason) -> {
                LOG.warn(
                        "forms no cluster, since the journal's database does not tell whether there is one seeds={}"
                                + " reason={}",
                        others,
                        reason);
                tell(others);
            }
        }
    }

    /** A node that is a member already ignores it. */
    private void tell(List<Address> addresses) {
        if (!addresses.isEmpty()) {
            cluster.manager().tell(new JoinSeedNodes(addresses));
        }
    }
}
