package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final long SECOND = 1_000_000_000;

    private final Settling<String> settling = new Settling<>(Duration.ofSeconds(10));

    @Test
    void thoseThatAreThereAtFirstAreSettled() {
        assertThat(settling.among(Set.of("a", "b"), 7)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void oneThatComesIsSettledAfterAWhile() {
        settling.among(Set.of("a"), 0);
        assertThat(settling.among(Set.of("a", "b"), SECOND)).containsExactly("a");
        assertThat(settling.among(Set.of("a", "b"), 11 * SECOND - 1)).containsExactly("a");
        assertThat(settling.among(Set.of("a", "b"), 11 * SECOND)).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void oneThatGoesAndComesAgainIsNew() {
        settling.among(Set.of("a", "b"), 0);
        settling.among(Set.of("a"), SECOND);
        assertThat(settling.among(Set.of("a", "b"), 2 * SECOND)).containsExactly("a");
    }

    @Test
    void theTimeThatNobodyIsThereIsNotTheBeginning() {
        settling.among(Set.of(), 0);
        assertThat(settling.among(Set.of("a"), SECOND)).containsExactly("a");
    }

    @Test
    void whoeverComesAndGoesASettledOneHasBeenThereForAsLongAsIsAsked() {
        for (long seed = 0; seed < 2_000; seed++) {
            var random = new SplittableRandom(seed);
            var settled = new Settling<Integer>(Duration.ofSeconds(10));
            var steps = new boolean[50][5];
            var times = new long[50];
            long now = random.nextLong();
            for (int step = 0; step < steps.length; step++) {
                // At least one is there at first, and any of them later.
                for (int place = 0; place < 5; place++) {
                    steps[step][place] = (step == 0 && place == 0) || random.nextInt(8) > 0;
                }
                now += random.nextLong(4 * SECOND);
                times[step] = now;
                assertThat(settled.among(there(steps[step]), now))
                        .as("seed " + seed + ", step " + step)
                        .isEqualTo(expected(steps, times, step));
            }
        }
    }

    private static Set<Integer> there(boolean... places) {
        return IntStream.range(0, places.length)
                .filter(place -> places[place])
                .boxed()
                .collect(Collectors.toSet());
    }

    /** Looks back for each as far as it was there without a break. */
    private static Set<Integer> expected(boolean[][] steps, long[] times, int now) {
        return there(steps[now]).stream()
                .filter(place -> {
                    int first = now;
                    while (first > 0 && steps[first - 1][place]) {
                        first--;
                    }
                    return first == 0 || times[now] - times[first] >= 10 * SECOND;
                })
                .collect(Collectors.toSet());
    }
}
