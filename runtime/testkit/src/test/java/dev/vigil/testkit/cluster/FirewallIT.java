package dev.vigil.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The firewall itself: what it does to messages that are sent over TCP, and what it leaves alone. */
class FirewallIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();
    private static final BlockingQueue<Object> ARRIVED = new LinkedBlockingQueue<>();

    private static LocalCluster cluster;
    private static LocalNode here;
    private static LocalNode there;
    private static ActorRef target;

    @BeforeAll
    static void start() throws Exception {
        cluster = LocalCluster.started(TestPlans.bare(POSTGRES), 2, TestPlans.PATIENCE);
        here = cluster.nodes().getFirst();
        there = cluster.nodes().getLast();
        var listener = there.system()
                .systemActorOf(
                        Behaviors.receiveMessage(message -> {
                            ARRIVED.add(message);
                            return Behaviors.same();
                        }),
                        "listener",
                        Props.empty());
        var path = Adapter.toClassic(listener)
                .path()
                .toStringWithAddress(Cluster.get(there.system()).selfMember().address());
        target =
                ((ExtendedActorSystem) here.system().classicSystem()).provider().resolveActorRef(path);
    }

    @AfterAll
    static void stop() {
        cluster.close();
        POSTGRES.close();
    }

    @AfterEach
    void liftAll() {
        cluster.firewall().liftAll();
        ARRIVED.clear();
    }

    private static void tell(Object message) {
        target.tell(message, ActorRef.noSender());
    }

    private static Object arrival() throws InterruptedException {
        var message = ARRIVED.poll(20, TimeUnit.SECONDS);
        assertThat(message).as("a message arrives").isNotNull();
        return message;
    }

    @Test
    void whatNoRuleFitsArrives() throws Exception {
        var others = cluster.firewall().drop(Traffic.of(Integer.class));
        tell("a");
        assertThat(arrival()).isEqualTo("a");
        assertThat(others.touched()).isZero();
    }

    @Test
    void theNextFewOfAKindAreDropped() throws Exception {
        var rule = cluster.firewall().drop(Traffic.of(String.class).next(2));
        for (Object message : List.of("a", 1, "b", 2, "c")) {
            tell(message);
        }
        assertThat(List.of(arrival(), arrival(), arrival())).containsExactly(1, 2, "c");
        assertThat(rule.touched()).isEqualTo(2);
    }

    @Test
    void aRuleThatIsLiftedTouchesNothing() throws Exception {
        var rule = cluster.firewall().drop(Traffic.of(String.class));
        tell("a");
        rule.lift();
        tell("b");
        assertThat(arrival()).isEqualTo("b");
        assertThat(rule.touched()).isEqualTo(1);
    }

    @Test
    void whatIsDelayedIsOvertaken() throws Exception {
        var delay = Duration.ofMillis(500);
        long start = System.nanoTime();
        cluster.firewall().delay(Traffic.of(String.class).next(1), delay);
        tell("late");
        tell("early");
        assertThat(arrival()).isEqualTo("early");
        assertThat(arrival()).isEqualTo("late");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(delay);
    }

    @Test
    void whatIsHeldComesInItsOrderWhenItIsLetGo() throws Exception {
        var rule = cluster.firewall().hold(Traffic.of(String.class));
        tell("a");
        tell("b");
        tell(1);
        assertThat(arrival()).isEqualTo(1);
        assertThat(ARRIVED).isEmpty();
        rule.lift();
        assertThat(List.of(arrival(), arrival())).containsExactly("a", "b");
    }

    @Test
    void whatIsDoubledArrivesTwice() throws Exception {
        cluster.firewall().twice(Traffic.of(String.class).next(1));
        tell("a");
        tell("b");
        assertThat(List.of(arrival(), arrival(), arrival())).containsExactly("a", "a", "b");
    }

    @Test
    void onlyTheGivenWayIsTouched() throws Exception {
        var back = cluster.firewall().drop(Traffic.of(String.class).from(there).to(here));
        tell("a");
        assertThat(arrival()).isEqualTo("a");
        var forth = cluster.firewall().drop(Traffic.of(String.class).from(here).to(there));
        tell("b");
        tell(1);
        assertThat(arrival()).isEqualTo(1);
        assertThat(back.touched()).isZero();
        assertThat(forth.touched()).isEqualTo(1);
    }

    @Test
    void whatPekkoSendsIsSeenByItsName() throws Exception {
        var heartbeats = cluster.firewall()
                .delay(Traffic.named("ClusterHeartbeatSender$Heartbeat").from(here), Duration.ofMillis(1));
        heartbeats.awaitTouched(3, Duration.ofSeconds(20));
    }

    @Test
    void acrossACutNothingArrivesAndAfterItsEndEverythingDoes() throws Exception {
        cluster.firewall().cut(List.of(here), List.of(there));
        tell("lost");
        LocalCluster.await(
                Duration.ofSeconds(30),
                "each misses the other",
                () -> cluster.nodes().stream()
                        .noneMatch(node -> Cluster.get(node.system())
                                .state()
                                .getUnreachable()
                                .isEmpty()));
        cluster.firewall().heal(List.of(here), List.of(there));
        cluster.awaitMembers(Duration.ofSeconds(30));
        tell("found");
        assertThat(arrival()).isEqualTo("found");
    }
}
