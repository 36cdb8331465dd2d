package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.typesafe.config.ConfigFactory;
import dev.vigil.api.Event;
import dev.vigil.engine.ClusterView;
import dev.vigil.engine.InstanceView;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.slot.Inputs;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Messages of one node to a slot on another, over TCP: slots that only say what reached them. */
class TwoNodesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final LinkedBlockingQueue<SlotCommand> ARRIVED = new LinkedBlockingQueue<>();

    private static ActorSystem<?> here;
    private static ActorSystem<?> there;
    private static EntityRef<SlotCommand> slot;

    @BeforeAll
    static void start() throws Exception {
        here = system("source, release-9.1");
        there = system("slot");
        var seed = Cluster.get(here).selfMember().address();
        Cluster.get(here).manager().tell(Join.create(seed));
        Cluster.get(there).manager().tell(Join.create(seed));
        List.of(here, there)
                .forEach(node -> ClusterSharding.get(node)
                        .init(SlotSharding.entity(TwoNodesIT::answering).withRole("slot")));
        slot = ClusterSharding.get(here).entityRefFor(SlotSharding.SLOT, "3");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (ARRIVED.isEmpty() && System.nanoTime() < end) {
            slot.tell(new SlotRequest.Wake());
            ARRIVED.poll(100, TimeUnit.MILLISECONDS);
        }
        assertThat(System.nanoTime()).as("the slot runs on the other node").isLessThan(end);
        ARRIVED.clear();
    }

    @AfterAll
    static void stop() throws Exception {
        for (var system : List.of(here, there)) {
            system.terminate();
        }
        for (var system : List.of(here, there)) {
            system.getWhenTerminated().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void whereReleasesDifferEachMemberShowsItsOwnAndOneThatDoesNotTellIsUnknown() {
        assertThat(Members.of(there))
                .extracting(ClusterView.Member::roles, ClusterView.Member::version)
                .containsExactlyInAnyOrder(tuple(List.of("source"), "9.1"), tuple(List.of("slot"), "unknown"));
    }

    @Test
    void aBlockArrivesAndItsAnswerComesBack() throws Exception {
        var block = block(100, 200);
        assertThat(publish(7, block))
                .usingRecursiveComparison()
                .isEqualTo(new SlotRequest.Published(3, 7, places(100)));
        var arrived = (SlotRequest.Publish) arrival(SlotRequest.Publish.class);
        assertThat(arrived.events().toBytes()).isEqualTo(block.toBytes());
        assertThat(arrived.replyTo().path().address().port())
                .as("the asker is on the other node")
                .isEqualTo(Cluster.get(here).selfMember().address().port());
    }

    @Test
    void theLargestEventBehindAFullBlockArrives() throws Exception {
        var writer = new EventBlockWriter(EngineConfig.LARGE_FRAME_BYTES);
        while (writer.sizeBytes() < Lane.BLOCK_BYTES - 100) {
            writer.add(Event.of("s", "e" + writer.count(), "t").build(), false);
        }
        writer.add(largest(), false);
        var block = writer.take();
        assertThat(publish(8, block)).isInstanceOf(SlotRequest.Published.class);
        assertThat(((SlotRequest.Publish) arrival(SlotRequest.Publish.class))
                        .events()
                        .sizeBytes())
                .isEqualTo(block.sizeBytes())
                .isGreaterThan(EventBlock.MOST_EVENT_BYTES + Lane.BLOCK_BYTES - 1024);
    }

    @Test
    void theLargestEventIsDeliveredBetweenSlots() throws Exception {
        var writer = new EventBlockWriter(EventBlock.MOST_EVENT_BYTES);
        writer.add(largest(), false);
        var block = writer.take();
        slot.tell(new SlotRequest.Deliver(new Inputs.Delivered("a", 1, -1, 5, block, new long[] {4})));
        var delivered = ((SlotRequest.Deliver) arrival(SlotRequest.Deliver.class)).block();
        assertThat(delivered.events().checksum()).isEqualTo(block.checksum());
        slot.tell(new SlotRequest.DeliverPublications(new Inputs.PublicationBatch(1, 0, List.of(block.toBytes()))));
        var published = ((SlotRequest.DeliverPublications) arrival(SlotRequest.DeliverPublications.class)).batch();
        assertThat(published.events())
                .singleElement()
                .satisfies(event -> assertThat(event).hasSize(EventBlock.MOST_EVENT_BYTES));
    }

    @Test
    void aBlockOfTheSmallestEventsIsAnsweredThoughAllAreDuplicates() throws Exception {
        var writer = new EventBlockWriter(Lane.BLOCK_BYTES);
        while (writer.sizeBytes() < Lane.BLOCK_BYTES - 100) {
            writer.add(Event.of("s", "i", "t").build(), false);
        }
        var block = writer.take();
        assertThat(((SlotRequest.Published) publish(9, block)).duplicates()).isEqualTo(places(block.count()));
    }

    @Test
    void largeStatesAndManyKeysComeBack() throws Exception {
        SlotRequest.InstanceReply instance = ask(replyTo -> new SlotRequest.GetInstance("a", "k", replyTo));
        var view = ((SlotRequest.Instance) instance).view().orElseThrow();
        assertThat(InstanceSize.bytes(view)).as("the largest there is").isEqualTo(InstanceSize.MOST_BYTES);
        SlotRequest.Keys keys = ask(replyTo -> new SlotRequest.GetKeys("a", "", 100_000, replyTo));
        assertThat(keys.keys()).hasSize(100_000);
    }

    private static SlotRequest.PublishReply publish(long number, EventBlock block) throws Exception {
        return ask(replyTo -> new SlotRequest.Publish(number, false, block, replyTo));
    }

    private static <T> T ask(Function<ActorRef<T>, SlotCommand> question) throws Exception {
        CompletableFuture<T> answer = slot.<T>ask(question::apply, PATIENCE).toCompletableFuture();
        return answer.get(PATIENCE.toSeconds() + 5, TimeUnit.SECONDS);
    }

    private static SlotCommand arrival(Class<?> kind) throws InterruptedException {
        while (true) {
            var next = ARRIVED.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(next).as("a message arrives").isNotNull();
            if (kind.isInstance(next)) {
                return next;
            }
        }
    }

    private static Event largest() {
        var writer = new EventBlockWriter(64);
        writer.add(Event.of("s", "largest", "t").build(), false);
        var data = new byte[EventBlock.MOST_EVENT_BYTES - writer.sizeBytes()];
        IntStream.range(0, data.length).forEach(i -> data[i] = (byte) ((i * 31) >>> 5));
        return Event.of("s", "largest", "t").data(ByteBuffer.wrap(data)).build();
    }

    private static InstanceView largest(String sensor, String key) {
        int state = InstanceSize.MOST_BYTES - sensor.length() - key.length();
        return new InstanceView(sensor, key, "x".repeat(state), Map.of(), Instant.EPOCH);
    }

    private static EventBlock block(int events, int bytes) {
        var writer = new EventBlockWriter(1024);
        for (int i = 0; i < events; i++) {
            writer.add(
                    Event.of("s", "e" + i, "t").data(ByteBuffer.allocate(bytes)).build(), false);
        }
        return writer.take();
    }

    private static int[] places(int count) {
        return IntStream.range(0, count).toArray();
    }

    private static Behavior<SlotCommand> answering(int number) {
        return Behaviors.receiveMessage(command -> {
            ARRIVED.add(command);
            switch (command) {
                case SlotRequest.Publish(var block, var _, var events, var replyTo) ->
                    replyTo.tell(new SlotRequest.Published(number, block, places(events.count())));
                case SlotRequest.GetInstance(var sensor, var key, var replyTo) ->
                    replyTo.tell(InstanceSize.reply(largest(sensor, key)));
                case SlotRequest.GetKeys(var _, var _, var most, var replyTo) ->
                    replyTo.tell(new SlotRequest.Keys(
                            number,
                            new ArrayList<>(IntStream.range(0, most)
                                    .mapToObj(i -> "a key of some length " + i)
                                    .toList()),
                            false));
                case SlotRequest.Stop _ -> {
                    return Behaviors.stopped();
                }
                case SlotRequest _, SlotSignal _ -> {}
            }
            return Behaviors.same();
        });
    }

    private static ActorSystem<?> system(String roles) {
        var config = ConfigFactory.parseString(
                "pekko.cluster { roles = [" + roles + "], jmx.multi-mbeans-in-same-jvm = on }");
        return ActorSystem.create(Behaviors.empty(), "vigil", EngineConfig.over(config, TestSettings.WITHOUT_JOURNAL));
    }
}
