package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.cluster.sharding.typed.testkit.javadsl.TestEntityRef;
import org.junit.jupiter.api.Test;

/** What a publisher is told when blocks and answers get lost. */
class LaneTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final TestInbox<SlotCommand> slot = TestInbox.create();
    private final TestInbox<SlotRequest.PublishReply> replies = TestInbox.create();
    private final Lane lane = new Lane(TestEntityRef.of(SlotSharding.SLOT, "0", slot.getRef()), replies.getRef());

    @Test
    void whatIsOnDiskIsAccepted() {
        var call = add("e1", 0);
        lane.onReply(new SlotRequest.Published(0, sent().number(), new int[0]), 1);
        assertThat(call.outcome()).isCompletedWithValue(new Outcome.Accepted(1, 0));
        assertThat(lane.waitingBytes()).isZero();
    }

    @Test
    void nobodyIsToldUnderTheLanesLock() {
        var held = new ArrayList<Boolean>();
        var taken = add("e1", 0);
        var _ = taken.outcome().thenRun(() -> held.add(Thread.holdsLock(lane)));
        lane.onReply(new SlotRequest.Published(0, sent().number(), new int[0]), 1);
        var givenUp = add("e2", 2);
        var _ = givenUp.outcome().thenRun(() -> held.add(Thread.holdsLock(lane)));
        lane.onTick(5 * SECOND);
        assertThat(held).containsExactly(false, false);
    }

    @Test
    void whatIsNeverAnsweredIsSentAgainAndMayHaveHappened() {
        var call = add("e1", 0);
        lane.onTick(SECOND * 3 / 10);
        assertThat(slot.getAllReceived()).hasSize(1);
        lane.onTick(SECOND * 4 / 10);
        assertThat(slot.getAllReceived()).hasSize(1);
        lane.onTick(5 * SECOND);
        assertThat(outcome(call)).isInstanceOf(Outcome.Indeterminate.class);
    }

    @Test
    void aSlowDatabaseIsNotAskedForTheSameBlockAllTheTime() {
        add("e1", 0);
        for (long now = 0; now < SECOND * 9 / 2; now += SECOND / 10) {
            lane.onTick(now);
        }
        assertThat(slot.getAllReceived()).hasSize(4);
    }

    @Test
    void whatIsRefusedEachTimeHasNotHappened() {
        var call = add("e1", 0);
        for (long now = 0; now < 5 * SECOND; now += SECOND / 10) {
            refuseAll(now);
            lane.onTick(now);
        }
        assertThat(outcome(call)).isInstanceOf(Outcome.Unavailable.class);
    }

    @Test
    void oneSendingWithoutAnAnswerIsEnoughForDoubt() {
        var call = add("e1", 0);
        lane.onTick(2 * SECOND);
        assertThat(slot.getAllReceived()).hasSize(2);
        lane.onReply(new SlotRequest.NotPublished(0, 0, false, "slot 0 is recovering"), 2 * SECOND);
        lane.onTick(SECOND * 9 / 2);
        assertThat(outcome(call)).isInstanceOf(Outcome.Indeterminate.class);
    }

    @Test
    void theSecondBlockFollowsTheFirstUntilThatIsAnswered() {
        add("e1", 0);
        var second = add("e2", 0);
        var blocks = slot.getAllReceived();
        assertThat(blocks)
                .extracting(block -> ((SlotRequest.Publish) block).follows())
                .containsExactly(false, true);
        lane.onReply(new SlotRequest.NotPublished(0, 1, false, "the block before it has not come"), 1);
        lane.onReply(new SlotRequest.Published(0, 0, new int[0]), 2);
        var again = sent();
        assertThat(again.number()).isEqualTo(1);
        assertThat(again.follows()).isFalse();
        lane.onReply(new SlotRequest.Published(0, 1, new int[0]), 3);
        assertThat(second.outcome()).isCompletedWithValue(new Outcome.Accepted(1, 0));
    }

    /** Else it would be taken, and what its publisher sends again would come after it. */
    @Test
    void whatIsUnderWayBehindABlockThatIsGivenUpIsGivenUpToo() {
        var first = add("e1", 0);
        var second = add("e2", SECOND);
        var third = add("e3", SECOND);
        slot.getAllReceived();
        lane.onReply(new SlotRequest.NotPublished(0, 1, false, "the block before it has not come"), SECOND);
        lane.onTick(SECOND * 9 / 2);
        assertThat(outcome(first)).isInstanceOf(Outcome.Indeterminate.class);
        assertThat(outcome(second)).isInstanceOf(Outcome.Unavailable.class);
        assertThat(outcome(third)).isInstanceOf(Outcome.Unavailable.class);
        assertThat(lane.waitingBytes()).isZero();
        add("e1", SECOND * 9 / 2);
        assertThat(sent().number()).isEqualTo(3);
        assertThat(slot.hasMessages()).isFalse();
    }

    @Test
    void whenItsOwnNodeIsLeftBehindPublishersAreToldAtOnce() {
        var call = add("e1", 0);
        lane.onTick(SECOND / 10);
        assertThat(call.outcome()).isNotDone();
        lane.onLeftBehind();
        lane.onTick(SECOND / 5);
        assertThat(outcome(call)).isInstanceOf(Outcome.Indeterminate.class);
        assertThat(lane.waitingBytes()).isZero();
        var late = add("e2", SECOND);
        lane.onTick(SECOND);
        assertThat(outcome(late)).isInstanceOf(Outcome.Indeterminate.class);
    }

    @Test
    void whenAMemberIsGoneWhatWasUnderWayIsSentAgainAtOnce() {
        add("e1", 0);
        slot.getAllReceived();
        lane.onTick(SECOND / 5);
        assertThat(slot.hasMessages()).isFalse();
        lane.onMemberGone(SECOND / 5);
        lane.onTick(SECOND / 5);
        assertThat(sent().number()).isZero();
    }

    /** A block is one step of its slot, which has to be over before its publisher gives up, however small its events are. */
    @Test
    void ofSmallEventsABlockHasNoMoreThanOneStepMayHave() {
        int count = 2 * Lane.BLOCK_EVENTS + 1;
        var call = new PendingPublish(count);
        lane.add(
                IntStream.range(0, count)
                        .<Event>mapToObj(i -> Event.of("s", "e" + i, "t").build())
                        .toList(),
                call,
                0);
        assertThat(slot.getAllReceived())
                .extracting(block -> ((SlotRequest.Publish) block).events().count())
                .containsExactly(Lane.BLOCK_EVENTS, Lane.BLOCK_EVENTS);
        lane.onReply(new SlotRequest.Published(0, 0, new int[0]), 1);
        assertThat(sent().events().count()).isEqualTo(1);
        lane.onReply(new SlotRequest.Published(0, 1, new int[0]), 2);
        lane.onReply(new SlotRequest.Published(0, 2, new int[0]), 3);
        assertThat(call.outcome()).isCompletedWithValue(new Outcome.Accepted(count, 0));
    }

    private PendingPublish add(String id, long now) {
        var call = new PendingPublish(1);
        lane.add(List.of(Event.of("s", id, "t").build()), call, now);
        return call;
    }

    private SlotRequest.Publish sent() {
        var all = slot.getAllReceived();
        return (SlotRequest.Publish) all.getLast();
    }

    private void refuseAll(long now) {
        for (var block : slot.getAllReceived()) {
            long number = ((SlotRequest.Publish) block).number();
            lane.onReply(new SlotRequest.NotPublished(0, number, false, "slot 0 is recovering"), now);
        }
    }

    private static Outcome outcome(PendingPublish call) {
        return call.outcome().toCompletableFuture().getNow(new Outcome.Accepted(-1, -1));
    }
}
