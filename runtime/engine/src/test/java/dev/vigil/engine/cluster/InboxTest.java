package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.engine.dispatch.FiringResult;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final int MOST_BYTES = 10_000;

    private final Inbox inbox = new Inbox();

    /** Else their events could make a record that no database takes, again after every restart. */
    @Test
    void outcomesThatBringEventsAreTakenInPartsAndInOrder() {
        IntStream.range(0, 25).forEach(i -> inbox.add(becoming("f" + i, 1_000)));
        assertThat(ids()).hasSize(10).startsWith("f0").endsWith("f9");
        assertThat(inbox.hasWork()).isTrue();
        assertThat(ids()).hasSize(10);
        assertThat(ids()).hasSize(5).endsWith("f24");
        assertThat(inbox.hasWork()).isFalse();
    }

    @Test
    void oneThatIsLargerThanTheBoundIsTakenAlone() {
        inbox.add(becoming("large", 50_000));
        inbox.add(becoming("small", 10));
        assertThat(ids()).containsExactly("large");
        assertThat(ids()).containsExactly("small");
    }

    @Test
    void outcomesWithoutEventsAreTakenAll() {
        IntStream.range(0, 5_000).forEach(i -> inbox.add(new FiringResult.Delivered("f" + i, 1)));
        assertThat(ids()).hasSize(5_000);
    }

    private List<String> ids() {
        return inbox.take(MOST_BYTES).inputs().firingResults().stream()
                .map(FiringResult::firingId)
                .toList();
    }

    private static FiringResult becoming(String id, int bytes) {
        var event = Event.of("/s", id, "t").data("x".repeat(bytes)).build();
        return new FiringResult.Published(id, event, 1);
    }
}
