package dev.vigil.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.slot.Inputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final FeedSettings SETTINGS = new FeedSettings(1_000, 200, Duration.ofMillis(100));

    private static Feed feed(FeedSettings settings, long confirmed, long head) {
        return new Feed("sensor", 0, 1, 2, settings, confirmed, head);
    }

    private static List<Inputs.Delivered> due(Feed feed, long now) {
        var due = new ArrayList<Inputs.Delivered>();
        feed.takeDue(now, due);
        return due;
    }

    private static EventBlock block(int count) {
        var writer = new EventBlockWriter(64);
        for (int i = 0; i < count; i++) {
            writer.add(Event.of("s", "" + i, "t").data("x".repeat(50)).build(), false);
        }
        return writer.take();
    }

    private static void commit(Feed feed, long headBefore, int events) {
        feed.committed(
                block(events),
                LongStream.rangeClosed(headBefore + 1, headBefore + events).toArray(),
                headBefore,
                headBefore + events,
                0);
    }

    private static String chain(List<Inputs.Delivered> blocks) {
        var text = new StringBuilder();
        blocks.forEach(block -> text.append("(%d,%d]".formatted(block.after(), block.upTo())));
        return text.toString();
    }

    @Test
    void eachBlockNamesTheOneBeforeIt() {
        var feed = feed(SETTINGS, 4, 4);
        commit(feed, 4, 2);
        commit(feed, 10, 1);
        assertThat(chain(due(feed, 0))).isEqualTo("(4,6](6,11]");
        assertThat(due(feed, 99)).isEmpty();
        assertThat(chain(due(feed, 100))).isEqualTo("(4,6](6,11]");
        feed.confirmed(6, 11);
        assertThat(chain(due(feed, 300))).isEqualTo("(6,11]");
        feed.confirmed(11, 11);
        assertThat(feed.hasWindow()).isFalse();
        assertThat(feed.isLive()).isTrue();
    }

    @Test
    void aLargeCommitIsCutIntoBlocks() {
        var feed = feed(SETTINGS, -1, -1);
        commit(feed, -1, 9);
        var blocks = due(feed, 0);
        assertThat(blocks)
                .hasSizeGreaterThan(2)
                .allMatch(block -> block.events().sizeBytes() <= 200);
        assertThat(blocks.stream().flatMapToLong(block -> LongStream.of(block.offsets())))
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        for (int i = 1; i < blocks.size(); i++) {
            assertThat(blocks.get(i).after()).isEqualTo(blocks.get(i - 1).upTo());
        }
    }

    @Test
    void aReceiverThatHasLessIsToldThatThereWasNothingInBetween() {
        var feed = feed(SETTINGS, 50, 50);
        commit(feed, 50, 1);
        due(feed, 0);
        feed.refused(50, -1, 51);
        assertThat(chain(due(feed, 1))).isEqualTo("(-1,51]");
        feed.refused(50, -1, 51);
        assertThat(due(feed, 2)).as("a refusal of what is under way no more").isEmpty();
    }

    @Test
    void aReceiverThatCannotTakeABlockAtPresentIsNotAskedAgainAtOnce() {
        var feed = feed(SETTINGS, 50, 50);
        commit(feed, 50, 1);
        due(feed, 0);
        for (int i = 1; i < 99; i++) {
            feed.refused(50, 50, 51);
            assertThat(due(feed, i)).isEmpty();
        }
        assertThat(chain(due(feed, 100))).isEqualTo("(50,51]");
    }

    @Test
    void aLateRefusalDoesNotHarmWhatFollows() {
        var feed = feed(SETTINGS, 0, 0);
        commit(feed, 0, 1);
        commit(feed, 1, 1);
        due(feed, 0);
        feed.refused(1, 0, 2);
        assertThat(due(feed, 1)).isEmpty();
        feed.confirmed(1, 2);
        feed.refused(1, 0, 2);
        // Weaker than need be, and still true: the slot has all up to 1.
        assertThat(chain(due(feed, 2))).isEqualTo("(0,2]");
    }

    @Test
    void aFullWindowIsFedFromTheJournalOnceThereIsRoom() {
        var feed = feed(SETTINGS, -1, -1);
        long head = -1;
        while (feed.isLive()) {
            commit(feed, head, 2);
            head += 2;
        }
        assertThat(feed.wantsReplay()).isFalse();
        long routed = feed.routed();
        assertThat(routed).isEqualTo(head - 2);
        due(feed, 0);
        feed.confirmed(routed, head);
        assertThat(feed.wantsReplay()).isTrue();
        feed.replayed(block(2), new long[] {head - 1, head}, head, head, 0);
        assertThat(feed.isLive()).isTrue();
        assertThat(chain(due(feed, 0))).startsWith("(" + routed + ",").endsWith("," + head + "]");
    }

    @Test
    void theSmallestWindowMovesToo() {
        for (int windowBytes : new int[] {0, 1, 2}) {
            var feed = feed(new FeedSettings(windowBytes, 1, Duration.ofMillis(100)), -1, 5);
            assertThat(feed.wantsReplay()).isTrue();
            feed.replayed(block(2), new long[] {0, 1}, 1, 5, 0);
            assertThat(feed.wantsReplay()).isFalse();
            feed.confirmed(1, 5);
            assertThat(feed.wantsReplay()).isTrue();
        }
    }

    /** It has what an earlier owner of this slot sent, and that may not be kept any more. */
    @Test
    void whatTheReceiverHasIsNotReadAgain() {
        var feed = feed(SETTINGS, 4, 20);
        feed.confirmed(11, 20);
        assertThat(feed.isLive()).isFalse();
        assertThat(feed.routed()).isEqualTo(11);
        feed.replayed(block(1), new long[] {12}, 12, 20, 0);
        assertThat(chain(due(feed, 0))).isEqualTo("(4,12]");
        feed.confirmed(20, 20);
        assertThat(feed.isLive()).isTrue();
        assertThat(feed.hasWindow()).isFalse();
        commit(feed, 20, 1);
        assertThat(chain(due(feed, 1))).isEqualTo("(12,21]");
    }
}
