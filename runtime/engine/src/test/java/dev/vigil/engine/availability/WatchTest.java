package dev.vigil.engine.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.LongPredicate;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.lifecycle.BeforeTry;

/** What a watch makes of slots that answer or not, on a clock of its own, in milliseconds. */
class WatchTest {
    private static final int SLOTS = 4;
    private static final long LOOK = 200;
    private static final long ROUND = 1_000;
    private static final long FIRST = -7_000; // such a clock may begin anywhere

    private Watch watch = new Watch(SLOTS);
    private List<Sighting> sightings = new ArrayList<>();
    private long now = FIRST;
    private long steps;
    private long number;

    @BeforeTry
    void begin() {
        watch = new Watch(SLOTS);
        sightings = new ArrayList<>();
        now = FIRST;
        steps = 0;
        number = 0;
    }

    @Property(tries = 200)
    void slotsThatAnswerWithinASecondAreNeverDown(@ForAll long seed) {
        var random = new Random(seed);
        for (int step = 0; step < 300; step++) {
            step(slot -> random.nextInt(4) > 0 || isLate(slot));
        }
        assertThat(sightings).isEmpty();
        assertThat(watch.isWatching()).isTrue();
    }

    /** Whether a question to that slot has waited so long that it must be answered now. */
    private boolean isLate(long slot) {
        return watch.unanswered().get((int) slot) && (now - FIRST) % ROUND >= 600;
    }

    @Property(tries = 300)
    void aSlotThatIsSilentIsDownFromTheFirstQuestionToTheNextAnswer(
            @ForAll @LongRange(min = 3_000, max = 20_000) long from,
            @ForAll @LongRange(min = 2_200, max = 30_000) long length) {
        run(FIRST + 40_000 + length, slot -> slot != 2 || now - FIRST < from || now - FIRST >= from + length);
        assertThat(sightings).hasSize(1);
        var seen = sightings.getFirst();
        assertThat(seen.slots()).isEqualTo("2");
        assertThat(millis(seen.startNanos()) - FIRST).isBetween(from - LOOK, from + ROUND);
        assertThat(millis(seen.endNanos()) - FIRST).isBetween(from + length - LOOK, from + length + LOOK);
        assertThat(watch.open(now)).isEmpty();
    }

    @Property(tries = 100)
    void aSilenceThatIsOverWhenItIsAskedAgainWithinASecondIsNotSeen(
            @ForAll @LongRange(min = 3_000, max = 9_000) long from, @ForAll @LongRange(max = 799) long length) {
        run(FIRST + 20_000, slot -> now - FIRST < from || now - FIRST >= from + length);
        assertThat(sightings).isEmpty();
    }

    @Property(tries = 100)
    void aNodeThatWasFrozenSaysNothingOfThatTime(@ForAll @LongRange(min = 3_300, max = 600_000) long frozen) {
        run(FIRST + 5_000, slot -> true);
        now += frozen;
        run(now + 10_000, slot -> true);
        assertThat(sightings).isEmpty();
        assertThat(watch.isWatching()).isTrue();
    }

    @Example
    void anOutageThatANodeWasFrozenInEndsForItWhenItLookedLast() {
        run(FIRST + 5_000, slot -> true);
        run(FIRST + 10_000, slot -> slot != 1);
        assertThat(watch.open(nanos(now))).isPresent();
        long looked = now - LOOK;
        now += 60_000;
        step(slot -> slot != 1);
        assertThat(sightings)
                .singleElement()
                .satisfies(seen -> assertThat(millis(seen.endNanos())).isEqualTo(looked));
        assertThat(watch.isWatching()).isFalse();
    }

    @Example
    void itDoesNotWatchBeforeEverySlotHasAnswered() {
        run(FIRST + 60_000, slot -> slot != 3);
        assertThat(watch.isWatching()).isFalse();
        assertThat(sightings).isEmpty();
        assertThat(watch.unserved()).isEqualTo(bits(3));
        step(slot -> true);
        assertThat(watch.isWatching()).isTrue();
        assertThat(watch.unserved().isEmpty()).isTrue();
    }

    @Example
    void outagesOfSlotsThatOverlapAreOne() {
        run(FIRST + 5_000, slot -> true);
        run(FIRST + 10_000, slot -> slot != 0);
        run(FIRST + 15_000, slot -> slot > 1);
        run(FIRST + 20_000, slot -> slot != 1);
        run(FIRST + 25_000, slot -> true);
        assertThat(sightings)
                .singleElement()
                .satisfies(seen -> assertThat(seen.slots()).isEqualTo("0-1"));
    }

    @Example
    void theCauseIsWhatHappenedAboutThatTimeAndMembersCountMoreThanSlotsWords() {
        run(FIRST + 3_000, slot -> true);
        watch.member("member downed: long-ago:1", nanos(now));
        run(FIRST + 20_000, slot -> true);
        watch.refused("slot 0: recovering", nanos(now));
        run(FIRST + 22_000, slot -> slot != 0);
        watch.member("member downed: b:1", nanos(now));
        watch.member("member downed: b:1", nanos(now));
        run(FIRST + 26_000, slot -> true);
        assertThat(sightings)
                .singleElement()
                .satisfies(seen -> assertThat(seen.cause()).isEqualTo("member downed: b:1"));
    }

    @Example
    void answersFromBeforeAFreezeDoNotCount() {
        run(FIRST + 5_000, slot -> true);
        long before = number;
        now += 60_000;
        watch.look(nanos(now));
        for (int slot = 0; slot < SLOTS; slot++) {
            watch.served(slot, before, nanos(now));
        }
        assertThat(watch.isWatching()).isFalse();
    }

    @Example
    void stoppingEndsWhatGoesOn() {
        run(FIRST + 5_000, slot -> true);
        run(FIRST + 9_000, slot -> false);
        watch.stop(nanos(now));
        watch.takeEnded().ifPresent(sightings::add);
        assertThat(sightings)
                .singleElement()
                .satisfies(seen -> assertThat(seen.slots()).isEqualTo("0-3"));
        assertThat(watch.isWatching()).isFalse();
    }

    private void run(long until, LongPredicate answers) {
        while (now < until) {
            step(answers);
        }
    }

    private void step(LongPredicate answers) {
        watch.look(nanos(now));
        watch.takeEnded().ifPresent(sightings::add);
        boolean isRound = steps++ % (ROUND / LOOK) == 0;
        if (isRound) {
            number = watch.nextNumber();
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            if (isRound) {
                watch.asked(slot, number, nanos(now));
            }
            if (watch.unanswered().get(slot) && answers.test(slot)) {
                watch.served(slot, number, nanos(now));
            }
        }
        watch.takeEnded().ifPresent(sightings::add);
        now += LOOK;
    }

    private static BitSet bits(int slot) {
        var bits = new BitSet();
        bits.set(slot);
        return bits;
    }

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
