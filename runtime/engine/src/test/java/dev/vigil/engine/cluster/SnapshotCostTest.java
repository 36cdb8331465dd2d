package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SnapshotCostTest {
    private static final long KIB = 1 << 10;
    private static final long MIB = 1 << 20;

    @Test
    void aSlotThatHasNoSnapshotIsSavedBeforeItMovesUnlessItHasAFewRecordsOnly() {
        assertThat(SnapshotCost.paysBeforeMoving(records(10, 100), 0)).isFalse();
        assertThat(SnapshotCost.paysBeforeMoving(records(20, 100), 0)).isTrue();
        assertThat(SnapshotCost.paysBeforeMoving(records(1, 250 << 10), 0)).isTrue();
    }

    @Test
    void aLargeStateThatHasChangedLittleIsNotWrittenAgainBeforeItMoves() {
        assertThat(SnapshotCost.paysBeforeMoving(records(20, 100), 400 * MIB)).isFalse();
        assertThat(SnapshotCost.paysBeforeMoving(200 * MIB, 400 * MIB)).isFalse();
        assertThat(SnapshotCost.paysBeforeMoving(200 * MIB + 1, 400 * MIB)).isTrue();
    }

    @Test
    void whatIsLeftToReadIsAtMostHalfTheSnapshotOrAFewRecordsAndWhatGoesOnIsSavedLater() {
        var random = new SplittableRandom(11);
        for (int i = 0; i < 10_000; i++) {
            long snapshot = random.nextLong(1L << random.nextInt(1, 34));
            long cost = random.nextLong(1L << random.nextInt(1, 34));
            boolean pays = SnapshotCost.paysBeforeMoving(cost, snapshot);
            if (!pays) {
                assertThat(cost).isLessThanOrEqualTo(Math.max(256 * KIB, snapshot / 2));
                assertThat(SnapshotCost.isDue(cost, snapshot)).isFalse();
            } else {
                assertThat(cost).isGreaterThan(256 * KIB).isGreaterThan(snapshot / 2);
            }
        }
    }

    @Test
    void aSlotThatGoesOnIsSavedWhenAsMuchWasWrittenAsItsSnapshotHas() {
        assertThat(SnapshotCost.isDue(16 * MIB - 1, 0)).isFalse();
        assertThat(SnapshotCost.isDue(16 * MIB, 0)).isTrue();
        assertThat(SnapshotCost.isDue(39 * MIB, 40 * MIB)).isFalse();
        assertThat(SnapshotCost.isDue(40 * MIB, 40 * MIB)).isTrue();
    }

    private static long records(int count, int bytes) {
        return count * SnapshotCost.ofReading(bytes);
    }
}
