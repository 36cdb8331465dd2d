package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import dev.vigil.api.Event;
import dev.vigil.api.Sensor;
import dev.vigil.api.StartPosition;
import dev.vigil.api.Subscription;
import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterSummary;
import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.sensor.SensorRunner;
import dev.vigil.engine.slot.DeadLetter;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.PendingFiring;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SlotSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadLetterPagesTest {
    private static final SlotSettings SETTINGS =
            new SlotSettings(0, 1, 1_000, Duration.ofHours(1), 1_000, Integer.MAX_VALUE);

    private final Slot slot = new Slot(
            SETTINGS, List.of(new SensorRunner<>("a", new Picky(), 2), new SensorRunner<>("b", new Picky(), 2)));

    DeadLetterPagesTest() {
        slot.apply(slot.open("node", 0).record(), 0);
    }

    /** Refuses, throws or fires, as the type of an event says. */
    private static final class Picky extends Sensor<Picky.State> {
        record State(int fired) {}

        @Override
        public Subscription subscription() {
            return Subscription.to("*").startingAt(StartPosition.earliest());
        }

        @Override
        public State initialState(String key) {
            return new State(0);
        }

        @Override
        public Effect<State> onEvent(State state, Event event, Context context) {
            return switch (event.type()) {
                case "reject" -> Effect.reject("not wanted: " + event.id());
                case "throw" -> throw new IllegalStateException("broken");
                default -> Effect.become(new State(state.fired() + 1)).fire("pager", event.id());
            };
        }
    }

    private void publish(long now, String type, String key, String... ids) {
        var writer = new EventBlockWriter(64);
        for (var id : ids) {
            writer.add(Event.of("s", id, type).subject(key).build(), false);
        }
        commit(
                new Inputs(
                        List.of(writer.take()),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                now);
    }

    private void giveUp(PendingFiring firing, long now) {
        commit(
                new Inputs(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(new FiringResult.Exhausted(firing.id(), "refused", 5)),
                        List.of(),
                        List.of(),
                        List.of()),
                now);
    }

    private void commit(Inputs inputs, long now) {
        slot.apply(slot.step(inputs, now).record(), 0);
    }

    private List<DeadLetterSummary> meant(DeadLetterFilter filter) {
        return DeadLetterPages.ofSlot(0, slot, filter, "", 100).letters();
    }

    private static DeadLetterFilter filter(String sensor, String trigger, String reason, long from, long to) {
        return new DeadLetterFilter(
                Optional.of(sensor).filter(name -> !name.isEmpty()),
                Optional.of(trigger).filter(name -> !name.isEmpty()),
                Optional.of(reason).filter(name -> !name.isEmpty()),
                Optional.of(Instant.ofEpochMilli(from)).filter(_ -> from > 0),
                Optional.of(Instant.ofEpochMilli(to)).filter(_ -> to > 0));
    }

    @Test
    void thoseAreMeantThatMeetAllThatIsGiven() {
        publish(10, "reject", "k", "1");
        publish(20, "throw", "k", "2");
        publish(30, "fire", "k", "3");
        giveUp(slot.firings().getFirst(), 40);
        assertThat(meant(DeadLetterFilter.ALL)).hasSize(5);
        assertThat(meant(filter("a", "", "", 0, 0)))
                .extracting(DeadLetterSummary::sensor)
                .containsOnly("a");
        assertThat(meant(filter("nobody", "", "", 0, 0))).isEmpty();
        assertThat(meant(filter("", "pager", "", 0, 0))).singleElement().satisfies(letter -> {
            assertThat(letter.trigger()).contains("pager");
            assertThat(letter.attempts()).isEqualTo(5);
        });
        assertThat(meant(filter("", "log", "", 0, 0))).isEmpty();
        assertThat(meant(filter("b", "", "REJECTED", 0, 0)))
                .singleElement()
                .extracting(DeadLetterSummary::cause)
                .isEqualTo("not wanted: 1");
        assertThat(meant(filter("", "", "", 20, 40)))
                .extracting(DeadLetterSummary::reason)
                .containsExactly("HANDLER_FAILED", "HANDLER_FAILED");
        assertThat(meant(filter("", "pager", "HANDLER_FAILED", 0, 0))).isEmpty();
    }

    @Test
    void everyReasonThatThereIsCanBeAskedFor() {
        assertThat(DeadLetterFilter.REASONS)
                .containsExactlyElementsOf(List.of(DeadLetter.Reason.values()).stream()
                        .map(DeadLetter.Reason::name)
                        .toList());
    }

    @Test
    void whoeverGoesOnFromPageToPageSeesEveryOneOnceInOrder() {
        for (int i = 0; i < 20; i++) {
            publish(1, "reject", "k" + i, "id" + i);
        }
        var all = slot.deadLetters().stream().map(DeadLetter::id).sorted().toList();
        assertThat(all).hasSize(40);
        for (int most : new int[] {1, 2, 7, 39, 40, 41}) {
            var seen = new ArrayList<String>();
            var page = DeadLetterPages.ofSlot(0, slot, DeadLetterFilter.ALL, "", most);
            while (!page.letters().isEmpty()) {
                assertThat(page.letters()).hasSizeLessThanOrEqualTo(most);
                assertThat(page.isCut()).isFalse();
                page.letters().forEach(letter -> seen.add(letter.id().letter()));
                page = DeadLetterPages.ofSlot(0, slot, DeadLetterFilter.ALL, seen.getLast(), most);
            }
            assertThat(seen).as("at most " + most).isEqualTo(all);
        }
    }

    @Test
    void aPageThatWouldBeTooLargeIsCutAndTheRestComesWithTheNext() {
        var ids = IntStream.range(0, 40).mapToObj(String::valueOf).toArray(String[]::new);
        publish(1, "reject", "ü".repeat(30_000), ids);
        var seen = new ArrayList<String>();
        boolean wasCut = false;
        while (true) {
            var page = DeadLetterPages.ofSlot(0, slot, DeadLetterFilter.ALL, seen.isEmpty() ? "" : seen.getLast(), 100);
            if (page.letters().isEmpty()) {
                break;
            }
            wasCut |= page.isCut();
            long bytes = page.letters().stream()
                    .mapToLong(letter -> letter.key().getBytes(StandardCharsets.UTF_8).length)
                    .sum();
            assertThat(page.letters().size() == 1 || bytes <= DeadLetterPages.MOST_BYTES)
                    .as("a page is short")
                    .isTrue();
            page.letters().forEach(letter -> seen.add(letter.id().letter()));
        }
        assertThat(wasCut).isTrue();
        assertThat(seen).hasSize(slot.deadLetters().size()).doesNotHaveDuplicates();
        assertThat(seen).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void oneIsShownWithItsContentWhereThatIsWanted() {
        publish(10, "reject", "k", "1");
        var event = slot.deadLetters().getFirst();
        var shown = DeadLetterPages.one(0, slot, event.id(), true).letter().orElseThrow();
        assertThat(shown.event()).isEqualTo(event.event());
        assertThat(shown.payload()).isEmpty();
        assertThat(shown.summary().contentBytes()).isEqualTo(event.event().orElseThrow().length);
        assertThat(DeadLetterPages.one(0, slot, event.id(), false)
                        .letter()
                        .orElseThrow()
                        .event())
                .isEmpty();
        assertThat(DeadLetterPages.one(0, slot, "ff", true).letter()).isEmpty();

        publish(30, "fire", "k", "3");
        var firing = slot.firings().getFirst();
        giveUp(firing, 40);
        var given = DeadLetterPages.one(0, slot, firing.id(), true).letter().orElseThrow();
        assertThat(given.payload()).contains(firing.payload());
        assertThat(given.event()).isEmpty();
        assertThat(given.decidedMillis()).isEqualTo(30);
        assertThat(given.summary().at()).isEqualTo(Instant.ofEpochMilli(40));
    }

    @Test
    void aLongCauseIsCutAndNeverWithinACharacter() {
        publish(10, "reject", "k", "x" + "😀".repeat(2_000));
        assertThat(meant(DeadLetterFilter.ALL)).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.cause()).startsWith("not wanted: x😀").hasSize(1_999);
            assertThat(Character.isHighSurrogate(
                            letter.cause().charAt(letter.cause().length() - 1)))
                    .isFalse();
        });
    }
}
