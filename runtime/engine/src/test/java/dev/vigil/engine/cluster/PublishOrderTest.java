package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.cluster.PublishOrder.Turn;
import dev.vigil.engine.event.EventBlock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

class PublishOrderTest {
    private final TestInbox<SlotRequest.PublishReply> publisher = TestInbox.create();
    private final PublishOrder order = new PublishOrder();

    @Test
    void aBlockWhoseForerunnerWasLostIsRefused() {
        assertThat(turn(7, true)).isEqualTo(Turn.REFUSE);
        assertThat(turn(6, false)).isEqualTo(Turn.TAKE);
        assertThat(turn(8, true)).isEqualTo(Turn.REFUSE);
        assertThat(turn(7, true)).isEqualTo(Turn.TAKE);
    }

    @Test
    void aBlockThatIsSentAgainIsTakenOnceUntilItIsAnswered() {
        assertThat(turn(1, false)).isEqualTo(Turn.TAKE);
        assertThat(turn(1, false)).isEqualTo(Turn.WAIT);
        var answer = new SlotRequest.Published(0, 1, new int[] {3});
        order.answered(publish(1, false), answer);
        assertThat(turn(1, false)).as("its answer was lost").isEqualTo(Turn.ANSWERED);
        assertThat(order.answer(publish(1, false))).containsSame(answer);
    }

    /** Of the last two blocks only one can be asked for; a copy of an older one was on its way for long. */
    @Test
    void aBlockThatNobodyWaitsForAnyMoreIsLeftAlone() {
        for (int number = 1; number <= 3; number++) {
            assertThat(turn(number, false)).isEqualTo(Turn.TAKE);
            order.answered(publish(number, false), new SlotRequest.Published(0, number, new int[0]));
        }
        assertThat(turn(1, false)).isEqualTo(Turn.WAIT);
        assertThat(turn(2, false)).isEqualTo(Turn.ANSWERED);
        assertThat(turn(3, false)).isEqualTo(Turn.ANSWERED);
    }

    @Test
    void publishersAreOnTheirOwn() {
        assertThat(turn(1, false)).isEqualTo(Turn.TAKE);
        ActorRef<SlotRequest.PublishReply> other =
                TestInbox.<SlotRequest.PublishReply>create("other").getRef();
        assertThat(order.turn(new SlotRequest.Publish(2, true, EventBlock.EMPTY, other)))
                .isEqualTo(Turn.REFUSE);
    }

    /** A lane of two blocks under way, a network that loses and doubles, a slot that forgets all when it fails. */
    @Property(tries = 1_000)
    void blocksAreTakenInTheOrderInWhichTheyWereSent(@ForAll long seed) {
        var random = new Random(seed);
        var slot = new PublishOrder();
        var underWay = new ArrayDeque<Long>();
        var taken = new ArrayList<Long>();
        var committed = new HashSet<Long>();
        long next = 0;
        for (int step = 0; step < 200; step++) {
            while (underWay.size() < 2) {
                underWay.add(next++);
            }
            if (random.nextInt(20) == 0) {
                slot = new PublishOrder();
                taken.removeIf(number -> !committed.contains(number));
            }
            for (long number : List.copyOf(underWay)) {
                boolean arrives = random.nextInt(3) > 0;
                var message = publish(number, number != underWay.getFirst());
                if (arrives && slot.turn(message) == Turn.TAKE && !committed.contains(number)) {
                    taken.add(number); // of what was committed before, the identities are known
                }
            }
            if (random.nextBoolean()) {
                committed.addAll(taken);
                for (long number : List.copyOf(underWay)) {
                    if (committed.contains(number)) {
                        slot.answered(publish(number, false), new SlotRequest.Published(0, number, new int[0]));
                        boolean answerArrives = random.nextInt(3) > 0;
                        if (answerArrives) {
                            underWay.remove(number);
                        }
                    }
                }
            }
        }
        assertThat(taken).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(5);
    }

    private Turn turn(long number, boolean follows) {
        return order.turn(publish(number, follows));
    }

    private SlotRequest.Publish publish(long number, boolean follows) {
        return new SlotRequest.Publish(number, follows, EventBlock.EMPTY, publisher.getRef());
    }
}
