package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DedupeTest {
    private record Id(long high, long low) {}

    @Property(tries = 300)
    void itRemembersWhatALinkedMapRemembers(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        int most = random.nextInt(4) == 0 ? random.nextInt(1, 5) : random.nextInt(1, 3_000);
        long time = random.nextInt(1, 500);
        int range = random.nextInt(1, 4_000);
        var dedupe = new Dedupe(most, time);
        var model = new LinkedHashMap<Id, Long>();
        long now = 0;
        for (int i = 0; i < 6_000; i++) {
            now += random.nextInt(3);
            // Low bits that collide, so that the table's runs grow long.
            var id = new Id(random.nextInt(3), (long) random.nextInt(range) << (random.nextInt(0, 3) * 8));
            if (random.nextInt(10) == 0) {
                dedupe.expire(now);
                long oldest = now - time;
                model.values().removeIf(at -> at < oldest);
            }
            assertThat(dedupe.contains(id.high(), id.low())).isEqualTo(model.containsKey(id));
            if (!model.containsKey(id)) {
                dedupe.add(id.high(), id.low(), now);
                if (model.size() == most) {
                    model.pollFirstEntry();
                }
                model.put(id, now);
            }
            assertThat(dedupe.size()).isEqualTo(model.size());
        }
        var order = new ArrayList<Id>();
        dedupe.forEach((high, low, _) -> order.add(new Id(high, low)));
        for (int i = 0; i < order.size(); i++) {
            assertThat(dedupe.rank(order.get(i).high(), order.get(i).low()))
                    .isEqualTo(dedupe.newestRank() - (order.size() - 1 - i));
        }
        assertThat(dedupe.rank(9, 9)).isEqualTo(-1);
        assertThat(order).containsExactlyElementsOf(model.keySet());
    }

    @Property(tries = 300)
    void manyAddedAtOnceAreAsManyOneAfterTheOther(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        int most = random.nextInt(1, 3_000);
        var one = new Dedupe(most, 1_000);
        var other = new Dedupe(most, 1_000);
        for (int step = 0; step < 20; step++) {
            var pairs = random.longs(2L * random.nextInt(500), 0, 200).toArray();
            other.expect(pairs);
            other.addAll(pairs, step);
            for (int i = 0; i < pairs.length; i += 2) {
                one.add(pairs[i], pairs[i + 1], step);
            }
        }
        assertThat(remembered(other)).isEqualTo(remembered(one));
    }

    private static List<Long> remembered(Dedupe dedupe) {
        var all = new ArrayList<Long>();
        dedupe.forEach((high, low, at) -> all.addAll(List.of(high, low, at, dedupe.rank(high, low))));
        return all;
    }

    @Example
    void timeThatIsSkippedMakesNothingOlder() {
        var dedupe = new Dedupe(3, 1_000);
        dedupe.add(1, 1, 0);
        dedupe.add(2, 2, 600);
        dedupe.skip(3_600_000);
        dedupe.expire(3_601_000);
        assertThat(dedupe.contains(1, 1)).isTrue();
        dedupe.expire(3_601_001);
        assertThat(dedupe.contains(1, 1)).isFalse();
        assertThat(dedupe.contains(2, 2)).isTrue();
    }

    @Example
    void anIdentityAddedTwiceIsRememberedFromTheSecondTime() {
        var dedupe = new Dedupe(3, 1_000);
        dedupe.add(1, 1, 0);
        dedupe.add(2, 2, 0);
        dedupe.add(1, 1, 0);
        dedupe.add(3, 3, 0);
        assertThat(dedupe.contains(1, 1)).isTrue();
        assertThat(dedupe.rank(1, 1)).isEqualTo(2);
        dedupe.add(4, 4, 0);
        assertThat(dedupe.contains(1, 1)).isTrue();
        dedupe.add(5, 5, 0);
        assertThat(dedupe.contains(1, 1)).isFalse();
        assertThat(dedupe.contains(3, 3)).isTrue();
    }

    @Example
    void aWindowOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Dedupe(0, 1));
    }

    @Property(tries = 200)
    void oneStepKnowsWhatItHasTakenInAndWhatWasBefore(@ForAll long seed) {
        var random = new SplittableRandom(seed);
        var before = new Dedupe(10_000, 1_000);
        for (int i = 0; i < 100; i++) {
            before.add(0, i, 0);
        }
        var identities = new Identities(before, random.nextInt(100));
        var model = new LinkedHashMap<Id, Boolean>();
        int range = random.nextInt(150, 3_000);
        for (int i = 0; i < 3_000; i++) {
            var id = new Id(0, random.nextInt(range));
            boolean isNew = id.low() >= 100 && model.put(id, true) == null;
            assertThat(identities.add(id.high(), id.low())).isEqualTo(isNew);
        }
        var expected = new ArrayList<Long>();
        model.keySet().stream()
                .filter(id -> id.low() >= 100)
                .forEach(id -> expected.addAll(List.of(id.high(), id.low())));
        assertThat(identities.toArray())
                .containsExactly(expected.stream().mapToLong(Long::longValue).toArray());
    }
}
