package dev.vigil.engine.availability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a node makes of its own commits and of those elsewhere, on a clock of its own, in milliseconds. */
class StrandedTest {
    private static final long FIRST = -4_000; // such a clock may begin anywhere

    private final Stranded stranded = new Stranded();
    private long now = FIRST;

    @Example
    void aNodeThatAloneCannotCommitIsStrandedAfterEightSeconds() {
        for (int second = 0; second < 8; second++) {
            assertThat(look(false, true)).as("after %d s", second).isFalse();
        }
        assertThat(look(false, true)).isTrue();
    }

    @Property(tries = 1_000)
    void aDatabaseThatIsAwayForAllStrandsNobody(@ForAll long seed) {
        var random = new Random(seed);
        look(true, true);
        int away = random.nextInt(1, 100);
        for (int second = 0; second < away; second++) {
            // What others said before it went away still counts for a while.
            assertThat(look(false, false)).isFalse();
        }
        int behind = random.nextInt(0, 6);
        for (int second = 0; second < behind; second++) {
            assertThat(look(false, true)).as("back elsewhere for %d s", second).isFalse();
        }
        assertThat(look(true, true)).isFalse();
    }

    @Property(tries = 1_000)
    void oneCommitBeginsTheTimeAnew(@ForAll long seed) {
        var random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            int failed = random.nextInt(0, 8);
            for (int second = 0; second < failed; second++) {
                assertThat(look(false, true)).isFalse();
            }
            assertThat(look(true, true)).isFalse();
        }
    }

    @Property(tries = 1_000)
    void aNodeOneOfWhoseSlotsCommitsIsNotStranded(@ForAll long seed) {
        var random = new Random(seed);
        for (int second = 0; second < 100; second++) {
            assertThat(look(false, true)).isFalse();
            if (second % 7 == 0 || random.nextBoolean()) {
                stranded.committed();
            }
        }
    }

    @Example
    void aNodeThatStoodStillKnowsNothing() {
        look(false, true);
        now += 60_000;
        assertThat(look(false, true)).isFalse();
    }

    @Example
    void aNodeWithoutOthersIsNeverStranded() {
        for (int second = 0; second < 100; second++) {
            assertThat(look(false, false)).isFalse();
        }
    }

    private boolean look(boolean canCommit, boolean othersCan) {
        now += 1_000;
        if (othersCan) {
            stranded.servedElsewhere((now - 100) * 1_000_000);
        }
        return stranded.looked(canCommit, now * 1_000_000);
    }
}
