package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.InstanceView;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class InstanceSizeTest {
    @Test
    void whatFitsIsAnswered() {
        var small = view("{}", Map.of());
        assertThat(InstanceSize.reply(small))
                .isInstanceOfSatisfying(
                        SlotRequest.Instance.class,
                        reply -> assertThat(reply.view()).contains(small));
        var largest = view("x".repeat(InstanceSize.MOST_BYTES - 2), Map.of());
        assertThat(InstanceSize.reply(largest)).isInstanceOf(SlotRequest.Instance.class);
    }

    @Test
    void whatDoesNotFitIsSaidToBeTooLargeWithItsSize() {
        var larger = view("x".repeat(InstanceSize.MOST_BYTES - 1), Map.of());
        assertThat(InstanceSize.reply(larger))
                .isEqualTo(new SlotRequest.InstanceTooLarge(InstanceSize.MOST_BYTES + 1L, InstanceSize.MOST_BYTES));
    }

    @Test
    void bytesCountAndNotCharacters() {
        assertThat(InstanceSize.reply(view("ü".repeat(InstanceSize.MOST_BYTES / 2), Map.of())))
                .isInstanceOf(SlotRequest.InstanceTooLarge.class);
    }

    @Test
    void timersCount() {
        var timers = new TreeMap<String, Instant>();
        for (int i = 0; i < 1_100; i++) {
            timers.put("t".repeat(30_000) + i, Instant.EPOCH);
        }
        assertThat(InstanceSize.reply(view("{}", timers))).isInstanceOf(SlotRequest.InstanceTooLarge.class);
    }

    private static InstanceView view(String state, Map<String, Instant> timers) {
        return new InstanceView("a", "k", state, timers, Instant.EPOCH);
    }
}
