package dev.vigil.sensors.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.testkit.Rejection;
import dev.vigil.testkit.SensorTestKit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RejectedInputTest {
    private final SensorTestKit<RejectedInput.State> kit =
            SensorTestKit.of(new RejectedInput(List.of(RejectedInput.TYPE)));

    private List<String> reasons() {
        return kit.rejections().stream().map(Rejection::reason).toList();
    }

    @Test
    void aLineThatWasRefusedIsADeadLetterThatSaysWhereAndWhy() {
        kit.send(
                RejectedInput.TYPE,
                "orders.ndjson",
                Map.of("place", "orders.ndjson, line 7001", "cause", "no JSON object", "line", 7001));
        assertThat(reasons()).containsExactly("orders.ndjson, line 7001: no JSON object");
        assertThat(kit.keys()).isEmpty();
    }

    @Test
    void whatDoesNotSayWhyIsADeadLetterToo() {
        kit.send(RejectedInput.TYPE, "k", Map.of("cause", "too large"));
        kit.send(RejectedInput.TYPE, "k", "no JSON");
        kit.send(RejectedInput.TYPE, "k", List.of(1));
        assertThat(reasons())
                .containsExactly(
                        "too large", "its source could make no event of it", "its source could make no event of it");
    }

    @Test
    void otherEventsAreNotItsOwn() {
        kit.send("order.created", "k", Map.of());
        assertThat(reasons()).isEmpty();
    }
}
