package dev.vigil.sensors.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Settings;
import dev.vigil.sensors.LateTimers;
import dev.vigil.sensors.sequence.Notice.Status;
import dev.vigil.testkit.SensorTestKit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SequenceTest {
    private static final Map<String, Object> PAID = Map.of(
            "first", Map.of("types", "order.placed"),
            "then", Map.of("types", "payment.*", "key", "pointer:/order"),
            "within", "30m",
            "completed", "chat",
            "missed", "pager");

    private final SensorTestKit<Sequence.State> kit = SensorTestKit.of(sensor(PAID));

    private static Sequence sensor(Map<String, ?> values) {
        var settings = new Settings("vigil.sensors.q", values);
        var sensor = (Sequence) new SequenceKind().create("q", settings);
        assertThat(settings.problems()).isEmpty();
        return sensor;
    }

    private void placed(String note) {
        kit.send("order.placed", "o-1", Map.of("note", note));
    }

    private void paid() {
        kit.send("payment.received", "p-7", "{\"order\":\"o-1\"}");
    }

    private void pass(int minutes) {
        kit.advance(Duration.ofMinutes(minutes));
    }

    private List<String> fired() {
        return kit.firings().stream()
                .map(f -> {
                    var notice = f.payload(Notice.class);
                    return f.trigger() + " " + notice.status() + " "
                            + notice.first().data() + " " + notice.took();
                })
                .toList();
    }

    @Test
    void theSecondInTimeCompletesTheFirst() {
        placed("a");
        pass(29);
        paid();
        assertThat(fired()).containsExactly("chat COMPLETED {note=a} PT29M");
        var notice = kit.firings().getFirst().payload(Notice.class);
        assertThat(notice.key()).isEqualTo("o-1");
        assertThat(notice.then().orElseThrow().subject()).contains("p-7");
        assertThat(kit.keys()).isEmpty();
        paid();
        pass(60);
        assertThat(kit.firings()).hasSize(1);
    }

    @Test
    void aFirstWithoutASecondIsMissed() {
        placed("a");
        pass(30);
        assertThat(fired()).containsExactly("pager MISSED {note=a} PT30M");
        assertThat(kit.firings().getFirst().payload(Notice.class).then()).isEmpty();
        assertThat(kit.keys()).isEmpty();
        paid();
        assertThat(kit.firings()).hasSize(1);
    }

    @Test
    void aSecondThatNothingWaitsForLeavesNothing() {
        paid();
        assertThat(kit.keys()).isEmpty();
        assertThat(kit.firings()).isEmpty();
    }

    @Test
    void aSecondAnswersAllThatWaitAndGoesWithTheLatest() {
        placed("a");
        pass(10);
        placed("b");
        pass(10);
        paid();
        pass(100);
        assertThat(fired()).containsExactly("chat COMPLETED {note=b} PT10M");
    }

    @Test
    void ofManyThatWaitTheOldestAndTheLatestAreMissed() {
        placed("a");
        pass(10);
        placed("b");
        pass(10);
        placed("c");
        assertThat(kit.state("o-1").orElseThrow().waiting()).hasSize(2);
        pass(29);
        assertThat(fired()).containsExactly("pager MISSED {note=a} PT30M");
        paid();
        assertThat(fired()).contains("chat COMPLETED {note=c} PT29M").hasSize(2);
    }

    @Test
    void onlyWhatHasATriggerIsFired() {
        var only = SensorTestKit.of(sensor(Map.of(
                "first", Map.of("types", "a"), "then", Map.of("types", "b"), "within", "1s", "missed", "pager")));
        only.send("a", "k", "{}").send("b", "k", "{}").send("a", "k", "{}").advance(Duration.ofSeconds(1));
        assertThat(only.firings())
                .singleElement()
                .satisfies(f -> assertThat(f.trigger()).isEqualTo("pager"));
    }

    @Test
    void theSameEventTwiceIsASequenceToo() {
        var twice = SensorTestKit.of(sensor(Map.of(
                "first",
                Map.of("types", "bell"),
                "then",
                Map.of("types", "bell"),
                "within",
                "5s",
                "completed",
                "door")));
        twice.send("bell", "k", "1").send("bell", "k", "2").send("bell", "k", "3");
        assertThat(twice.firings().stream()
                        .map(f -> f.payload(Notice.class))
                        .map(n ->
                                n.first().data() + " " + n.then().orElseThrow().data()))
                .containsExactly("1 2", "2 3");
    }

    @Test
    void conditionsTellEventsOfOneTypeApart() {
        var door = SensorTestKit.of(sensor(Map.of(
                "first",
                Map.of("types", "door", "where", Map.of("/state", "open")),
                "then",
                Map.of("types", "door", "where", Map.of("/state", "shut")),
                "within",
                "1m",
                "missed",
                "alarm")));
        door.send("door", "front", "{\"state\":\"open\"}").send("door", "back", "{\"state\":\"open\"}");
        door.send("door", "front", "{\"state\":\"shut\"}").send("door", "back", "{\"state\":\"ajar\"}");
        door.advance(Duration.ofMinutes(1));
        assertThat(door.firings())
                .singleElement()
                .satisfies(f -> assertThat(f.key()).isEqualTo("back"));
    }

    @Test
    void aSecondAfterItsTimeIsTooLateEvenIfTheTimerIs() {
        var late = new LateTimers<>(sensor(PAID));
        late.send(Event.of("/t", "1", "order.placed").subject(LateTimers.KEY).build());
        late.pass(Duration.ofMinutes(30))
                .send(Event.of("/t", "2", "payment.x").data("{\"order\":\"k\"}").build());
        assertThat(late.fired(Notice.class)).extracting(Notice::status).containsExactly(Status.MISSED);
        assertThat(late.exists()).isFalse();
    }
}
