package dev.vigil.engine.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.vigil.engine.AvailabilityView;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** The arithmetic of outages, against counting every millisecond. */
class HistoryTest {
    private static final long NOW = 600;
    private static final BitSet ALL_SERVED = new BitSet();

    @Provide
    Arbitrary<List<Outage>> outages() {
        var time = Arbitraries.longs().between(0, NOW);
        return Combinators.combine(
                        time,
                        Arbitraries.longs().between(0, 80),
                        Arbitraries.integers().between(0, 40).set().ofMaxSize(5),
                        Arbitraries.of("", "a", "b", "a; b"))
                .as((start, length, slots, cause) -> {
                    var set = new BitSet();
                    slots.forEach(set::set);
                    return new Outage(start, Math.min(NOW, start + length), Slots.text(set), cause);
                })
                .list()
                .ofMaxSize(8);
    }

    @Property
    void whatIsMergedIsDownJustWhenOneOfThemIs(@ForAll("outages") List<Outage> seen) {
        var merged = Outage.merged(seen);
        for (long time = 0; time < NOW; time++) {
            assertThat(isDown(merged, time)).isEqualTo(isDown(seen, time));
        }
        for (int i = 1; i < merged.size(); i++) {
            assertThat(merged.get(i).startMillis())
                    .isGreaterThan(merged.get(i - 1).endMillis());
        }
    }

    @Property
    void whatIsMergedNamesEverySlotAndEveryCauseOnce(@ForAll("outages") List<Outage> seen) {
        var before = new BitSet();
        seen.forEach(outage -> before.or(Slots.of(outage.slots())));
        var after = new BitSet();
        Outage.merged(seen).forEach(outage -> after.or(Slots.of(outage.slots())));
        assertThat(after).isEqualTo(before);
        assertThat(Outage.merged(seen))
                .allSatisfy(outage -> assertThat(outage.cause()).isIn("", "a", "b", "a; b", "b; a"));
    }

    @Property
    void theOrderInWhichNodesWroteDoesNotMatter(@ForAll("outages") List<Outage> seen) {
        assertThat(times(Outage.merged(seen.reversed()))).isEqualTo(times(Outage.merged(seen)));
    }

    @Property
    void theRatioIsTheShareOfMillisecondsThatWereUp(
            @ForAll("outages") List<Outage> seen, @ForAll @LongRange(min = 0, max = NOW - 1) long since) {
        var window = new History(NOW, since, NOW, seen)
                .view(true, ALL_SERVED, 41)
                .windows()
                .getFirst();
        long up =
                LongStream.range(since, NOW).filter(time -> !isDown(seen, time)).count();
        assertThat(window.watched()).isEqualTo(Duration.ofMillis(NOW - since));
        assertThat(window.ratio()).isEqualTo((double) up / (NOW - since), within(1e-12));
    }

    @Property
    void timesBetweenAndTimesToRecoverMakeUpTheWholeTime(@ForAll("outages") List<Outage> seen) {
        var view = new History(NOW, 0, NOW, seen).view(true, ALL_SERVED, 41);
        int count = view.outages().size();
        assertThat(view.meanTimeBetween().isPresent()).isEqualTo(count > 0);
        if (count > 0) {
            long all = count
                    * (view.meanTimeBetween().orElseThrow().toMillis()
                            + view.meanTimeToRecover().orElseThrow().toMillis());
            assertThat(all).isBetween(NOW - 2L * count, NOW);
        }
    }

    @Property
    void slotsAsTextAreTheSameSlots(@ForAll List<@IntRange(max = 1023) Integer> slots) {
        var set = new BitSet();
        slots.forEach(set::set);
        assertThat(Slots.of(Slots.text(set))).isEqualTo(set);
    }

    @Example
    void slotsAreWrittenAsRanges() {
        var set = Slots.all(8);
        set.set(12);
        assertThat(Slots.text(set)).isEqualTo("0-7,12");
        assertThat(Slots.text(new BitSet())).isEmpty();
        assertThat(Slots.of("nonsense,3,x-y")).isEqualTo(Slots.of("3"));
    }

    @Example
    void threeNinesAreOneInAThousand() {
        long hour = 3_600_000;
        var window = new History(hour, 0, hour, List.of(new Outage(1_000, 4_600, "0", "")))
                .view(true, ALL_SERVED, 1)
                .windows()
                .getFirst();
        assertThat(window.ratio()).isEqualTo(0.999, within(1e-9));
        assertThat(window.nines().orElseThrow()).isEqualTo(3, within(1e-9));
    }

    @Example
    void whereThereWasNoOutageThereAreNoNinesToCount() {
        var view = History.none(1_000).later(60_000, true, List.of()).view(true, ALL_SERVED, 4);
        assertThat(view.windows()).allSatisfy(window -> {
            assertThat(window.ratio()).isEqualTo(1);
            assertThat(window.nines()).isEmpty();
            assertThat(window.watched()).isEqualTo(Duration.ofMinutes(1));
        });
        assertThat(view.outages()).isEmpty();
    }

    @Example
    void aTimeInWhichNobodyWatchesIsAnOutageThatGoesOn() {
        var view = new History(100_000, 0, 40_000, List.of()).view(true, Slots.all(4), 4);
        assertThat(view.outages())
                .containsExactly(new AvailabilityView.Outage(
                        Instant.ofEpochMilli(40_000), Duration.ofSeconds(60), false, "0-3", "no node was watching"));
        assertThat(view.meanTimeToRecover()).isEmpty();
        assertThat(view.windows().getFirst().ratio()).isEqualTo(0.4, within(1e-9));
    }

    private static boolean isDown(List<Outage> outages, long time) {
        return outages.stream().anyMatch(outage -> outage.startMillis() <= time && time < outage.endMillis());
    }

    private static List<List<Long>> times(List<Outage> outages) {
        return outages.stream()
                .map(outage -> List.of(outage.startMillis(), outage.endMillis()))
                .toList();
    }
}
