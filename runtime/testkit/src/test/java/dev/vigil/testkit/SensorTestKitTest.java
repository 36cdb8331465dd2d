package dev.vigil.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.DataException;
import dev.vigil.api.Event;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SensorTestKitTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SensorTestKit<Overheating.State> kit =
            SensorTestKit.of("overheating", new Overheating()).at(NOON);

    private void hot(String device) {
        kit.send("device.reading", device, new Overheating.Reading(95));
    }

    @Test
    void anEventMakesAnInstanceOfItsKeyAndOfNoOther() {
        hot("boiler");
        assertThat(kit.keys()).containsExactly("boiler");
        assertThat(kit.state("boiler").orElseThrow().hot()).containsExactly(NOON);
        assertThat(kit.state("mixer")).isEmpty();
    }

    @Test
    void anEffectThatKeepsTheStateMakesNoInstance() {
        kit.send("device.reading", "boiler", "{\"celsius\": 20}");
        assertThat(kit.state("boiler")).isEmpty();
    }

    @Test
    void anEventThatTheSensorDoesNotWantIsNotHandled() {
        kit.send("weather.reading", "boiler", "{\"celsius\": 95}")
                .send(reading("/elsewhere", "1").subject("boiler").build());
        assertThat(kit.keys()).isEmpty();
        kit.send(reading("/plant/2", "1").subject("boiler").build());
        assertThat(kit.keys()).containsExactly("boiler");
    }

    @Test
    void anEventWithoutAKeyIsNotHandled() {
        kit.send(reading("/plant/2", "1").build());
        assertThat(kit.keys()).isEmpty();
    }

    @Test
    void anEventThatIsSentAgainIsHandledOnce() {
        var event = reading("/plant/2", "1").subject("boiler").build();
        kit.send(event, event);
        assertThat(kit.state("boiler").orElseThrow().hot()).hasSize(1);
    }

    @Test
    void firingsCarryTheirPayloadAndIdsOfTheirOwn() {
        hot("boiler");
        hot("boiler");
        hot("boiler");
        assertThat(kit.firings()).hasSize(2);
        assertThat(kit.firings()).extracting(Fired::trigger).containsOnly("pager");
        assertThat(kit.firings()).extracting(Fired::id).doesNotHaveDuplicates().allMatch(id -> id.length() == 32);
        var first = kit.firings().getFirst();
        assertThat(first.key()).isEqualTo("boiler");
        assertThat(first.at()).isEqualTo(NOON);
        assertThat(first.payload()).isEqualTo("{\"device\":\"boiler\",\"celsius\":95.0}");
        assertThat(first.payload(Overheating.Alarm.class)).isEqualTo(new Overheating.Alarm("boiler", 95));
    }

    @Test
    void publishedEventsAreKeptAndNotHandedToTheSensor() {
        hot("boiler");
        hot("boiler");
        hot("boiler");
        assertThat(kit.published()).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("overheated");
            assertThat(event.subject()).contains("boiler");
        });
    }

    @Test
    void idsAreTheSameInEveryRunAndDifferInEveryCall() {
        var other = SensorTestKit.of("overheating", new Overheating()).at(NOON);
        for (int i = 0; i < 6; i++) {
            hot("boiler");
            other.send("device.reading", "boiler", new Overheating.Reading(95));
        }
        assertThat(kit.firings()).isEqualTo(other.firings()).hasSize(4);
        assertThat(kit.published())
                .extracting(Event::id)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void timersRunInTheirOrderEachAtItsTime() {
        hot("boiler");
        kit.advance(Duration.ofSeconds(20));
        hot("mixer");
        assertThat(kit.timers("mixer")).containsEntry("cool-down", NOON.plusSeconds(80));
        kit.advance(Duration.ofMinutes(5));
        assertThat(kit.firings())
                .extracting(fired -> fired.payload(String.class))
                .containsExactly(
                        "boiler cooled down at " + NOON.plusSeconds(60),
                        "mixer cooled down at " + NOON.plusSeconds(80));
        assertThat(kit.now()).isEqualTo(NOON.plusSeconds(320));
    }

    @Test
    void aTimerSetAgainReplacesTheOneOfItsName() {
        hot("boiler");
        kit.advance(Duration.ofSeconds(59));
        hot("boiler");
        kit.advance(Duration.ofSeconds(59));
        assertThat(kit.state("boiler")).isPresent();
        kit.advance(Duration.ofSeconds(1));
        assertThat(kit.state("boiler")).isEmpty();
    }

    @Test
    void forgetDropsStateAndTimers() {
        hot("boiler");
        kit.send("device.gone", "boiler", "{}");
        assertThat(kit.state("boiler")).isEmpty();
        assertThat(kit.timers("boiler")).isEmpty();
        kit.advance(Duration.ofHours(1));
        assertThat(kit.firings()).isEmpty();
    }

    @Test
    void aRejectionIsListedAndTheStateStays() {
        hot("boiler");
        var before = kit.state("boiler");
        kit.send("device.reading", "boiler", "{\"celsius\": 2000}");
        assertThat(kit.rejections()).containsExactly(new Rejection("boiler", "event-2", "nothing is that hot"));
        assertThat(kit.state("boiler")).isEqualTo(before);
        assertThat(kit.timers("boiler")).hasSize(1);
    }

    @Test
    void aHandlerThatThrowsFailsTheTestAndChangesNothing() {
        hot("boiler");
        var before = kit.state("boiler");
        assertThatThrownBy(() -> kit.send("device.reading", "boiler", "{\"celsius\": \"warm\"}"))
                .isInstanceOf(HandlerFailedException.class)
                .hasCauseInstanceOf(DataException.class)
                .hasMessageContaining("overheating")
                .hasMessageContaining("boiler");
        assertThat(kit.state("boiler")).isEqualTo(before);
        hot("boiler");
        assertThat(kit.state("boiler").orElseThrow().hot()).hasSize(2);
    }

    @Test
    void timeDoesNotGoBack() {
        assertThatIllegalArgumentException().isThrownBy(() -> kit.advance(Duration.ofMillis(-1)));
        hot("boiler");
        assertThatIllegalStateException().isThrownBy(() -> kit.at(NOON.minusSeconds(1)));
    }

    private static dev.vigil.api.EventBuilder reading(String source, String id) {
        return Event.of(source, id, "device.reading").data("{\"celsius\": 95}");
    }
}
