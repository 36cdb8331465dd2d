package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;

import dev.vigil.testkit.postgres.TestPostgres;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.actor.UnhandledMessage;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A coordinator that starts is told to begin; one that runs already drops that, which is what is seen here. */
class CoordinatorStartIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();

    @AfterAll
    static void stopServer() {
        POSTGRES.close();
    }

    @Test
    void theMessageOfPekkosOwnReachesTheCoordinatorOnceAMemberHasGone() {
        try (var cluster = LocalCluster.started(TestPlans.bare(POSTGRES), 2, PATIENCE)) {
            var coordinator = cluster.coordinator();
            var dropped = dropped(coordinator);
            cluster.stop(cluster.nodes().getLast());
            LocalCluster.await(PATIENCE, "the coordinator has dropped it", () -> dropped.contains("slotCoordinator"));
        }
    }

    /** By which coordinator the message was dropped. */
    private static Queue<String> dropped(LocalNode node) {
        var dropped = new ConcurrentLinkedQueue<String>();
        Behavior<UnhandledMessage> watcher = Behaviors.receiveMessage(unhandled -> {
            if (unhandled.message().getClass().getName().endsWith("Internal$StateInitialized$")) {
                dropped.add(unhandled.recipient().path().parent().parent().name());
            }
            return Behaviors.same();
        });
        var system = node.system();
        var self = system.systemActorOf(watcher, "watcher", Props.empty());
        system.eventStream().tell(new EventStream.Subscribe<>(UnhandledMessage.class, self));
        return dropped;
    }
}
