package dev.vigil.engine.slot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SnapshotCoverTest {
    @Test
    void theOlderOfTwoCountsThatThisIncarnationHasSeen() {
        var cover = new SnapshotCover(0);
        cover.saved(10, 0);
        assertThat(cover.covered()).isZero();
        cover.saved(20, 10);
        assertThat(cover.covered()).isEqualTo(10);
        cover.saved(30, 20);
        assertThat(cover.covered()).isEqualTo(20);
    }

    @Test
    void oneThatWasReadCounts() {
        var cover = new SnapshotCover(7);
        cover.saved(10, 7);
        assertThat(cover.covered()).isEqualTo(7);
    }

    @Test
    void oneThatLiesBetweenMayBeUnreadable() {
        var cover = new SnapshotCover(7);
        cover.saved(20, 15);
        assertThat(cover.covered()).isZero();
        cover.saved(30, 20);
        assertThat(cover.covered()).isEqualTo(20);
    }
}
