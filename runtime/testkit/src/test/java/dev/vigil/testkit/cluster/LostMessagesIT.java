package dev.vigil.testkit.cluster;

import static dev.vigil.testkit.cluster.TestPlans.PATIENCE;
import static dev.vigil.testkit.cluster.TestPlans.SLOTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import dev.vigil.engine.cluster.SlotRequest;
import dev.vigil.testkit.postgres.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is lost, late or doubled between nodes changes every state exactly once all the same. */
class LostMessagesIT {
    private static final TestPostgres POSTGRES = TestPostgres.start();

    private static final Outside OUTSIDE = new Outside();

    private static LocalCluster cluster;
    private static LocalNode here;
    private static LocalNode there;

    @BeforeAll
    static void start() {
        cluster = LocalCluster.started(TestPlans.on(POSTGRES, OUTSIDE), 2, PATIENCE);
        cluster.awaitSpread(PATIENCE);
        here = cluster.nodes().getFirst();
        there = cluster.nodes().getLast();
    }

    @AfterEach
    void liftAll() {
        cluster.firewall().liftAll();
    }

    @AfterAll
    static void stop() {
        cluster.close();
        POSTGRES.close();
    }

    @Test
    void aBlockWhoseAcknowledgementIsLostIsSentAgainAndAnsweredAsBefore() throws Exception {
        int slot = cluster.slotsOf(there).getFirst();
        var ledger = new Ledger("acknowledged");
        var lost = cluster.firewall()
                .drop(Traffic.named("SlotRequest$Published")
                        .from(there)
                        .to(here)
                        .next(1));
        var event = ledger.event(slot, SLOTS);
        var outcome = here.engine().publisher().publish(List.of(event)).toCompletableFuture();
        lost.awaitTouched(1, PATIENCE);
        assertThat(outcome).isNotDone();
        assertThat(outcome.get(20, TimeUnit.SECONDS)).isEqualTo(new Outcome.Accepted(1, 0));
        ledger.acknowledged(event);
        assertOnce(ledger);
    }

    @Test
    void blocksThatAreLostLateAndDoubledOnTheirWayToASlotAreTakenOnce() throws Exception {
        var firewall = cluster.firewall();
        var rules = List.of(
                firewall.drop(Traffic.of(SlotRequest.Publish.class).from(here).next(2)),
                firewall.delay(Traffic.of(SlotRequest.Publish.class).from(here).next(5), Duration.ofMillis(300)),
                firewall.twice(Traffic.of(SlotRequest.Publish.class).from(here)),
                firewall.delay(Traffic.named("SlotRequest$Published").next(5), Duration.ofMillis(2_500)));
        var ledger = new Ledger("published");
        ledger.publish(here.engine().publisher(), 60);
        assertTouched(rules);
        assertOnce(ledger);
    }

    @Test
    void deliveriesBetweenSlotsThatAreLostLateAndDoubledChangeStatesOnce() throws Exception {
        var firewall = cluster.firewall();
        var rules = List.of(
                firewall.drop(Traffic.of(SlotRequest.Deliver.class).next(6)),
                firewall.delay(Traffic.of(SlotRequest.Deliver.class).next(12), Duration.ofMillis(600)),
                firewall.twice(Traffic.of(SlotRequest.Deliver.class)),
                firewall.drop(Traffic.of(SlotRequest.DeliveryReply.class).next(6)),
                firewall.twice(Traffic.of(SlotRequest.DeliveryReply.class)));
        var ledger = new Ledger("delivered");
        ledger.publish(here.engine().publisher(), 120);
        assertOnce(ledger);
        assertTouched(rules);
    }

    @Test
    void eventsThatSensorsPublishAreTakenOnceThoughTheirMessagesAreLostLateAndDoubled() throws Exception {
        var firewall = cluster.firewall();
        var rules = List.of(
                firewall.drop(Traffic.of(SlotRequest.DeliverPublications.class).next(4)),
                firewall.delay(Traffic.of(SlotRequest.DeliverPublications.class).next(8), Duration.ofMillis(600)),
                firewall.twice(Traffic.of(SlotRequest.DeliverPublications.class)),
                firewall.drop(Traffic.of(SlotRequest.PublicationsReply.class).next(4)));
        var calls = IntStream.range(0, 80)
                .mapToObj(i -> Event.of("caller", "call-" + i, "called")
                        .subject("c" + i % 8)
                        .build())
                .toList();
        for (var call : calls) {
            assertThat(here.engine()
                            .publisher()
                            .publish(List.of(call))
                            .toCompletableFuture()
                            .get(20, TimeUnit.SECONDS))
                    .isInstanceOf(Outcome.Accepted.class);
        }
        LocalCluster.await(PATIENCE, "every echo is in the log", () -> echoes().size() >= calls.size());
        assertTouched(rules);
        assertThat(echoes()).doesNotHaveDuplicates().hasSize(calls.size());
    }

    private static List<String> echoes() throws Exception {
        var echoes = new ArrayList<String>();
        for (int partition = 0; partition < SLOTS; partition++) {
            var page = here.engine()
                    .events(partition, 0, 1_000)
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS);
            page.events().stream()
                    .filter(entry -> entry.event().source().equals("echo"))
                    .forEach(entry -> echoes.add(entry.event().subject().orElseThrow()));
        }
        return echoes;
    }

    private static void assertTouched(List<Rule> rules) {
        assertThat(rules).allSatisfy(rule -> assertThat(rule.touched()).isPositive());
    }

    private static void assertOnce(Ledger ledger) throws Exception {
        ledger.assertLog(here.engine());
        ledger.assertStates(here.engine(), TestPlans.AT_HOME, TestPlans.AWAY);
        LocalCluster.await(
                PATIENCE, "all has been fired", () -> OUTSIDE.firingsOf(ledger.name()) == 2L * ledger.size());
    }
}
