package dev.vigil.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrowthCurveTest {
    private static GrowthCurve curve(String name) {
        return GrowthCurve.all(1_000).stream()
                .filter(curve -> curve.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyCurveHasItsOwnNameAndGrows() {
        assertThat(GrowthBench.names()).doesNotHaveDuplicates().hasSize(8);
        for (var curve : GrowthCurve.all(1_000)) {
            assertThat(curve.points()).extracting(Point::across).isSorted().hasSizeGreaterThan(2);
            assertThat(curve.ends().points())
                    .containsExactly(curve.points().getFirst(), curve.points().getLast());
        }
    }

    @Test
    void nothingButItsOwnThingGrowsAlongTheCurveOfKeys() {
        for (var point : curve("keys").points()) {
            assertThat(point.keys()).isEqualTo((int) point.across());
            assertThat(point)
                    .usingRecursiveComparison()
                    .ignoringFields("across", "keys", "sensors")
                    .isEqualTo(Point.usual(0));
        }
    }

    @Test
    void theLongestLogIsAsLongAsIsAskedFor() {
        assertThat(curve("backlog").points()).extracting(Point::backlog).containsExactly(0L, 250L, 1_000L);
    }

    @Test
    void largerWorkHasAsManyBytesUnderWay() {
        assertThat(curve("size").points()).extracting(Point::underWay).containsExactly(60_000, 12_000, 1_200, 120);
        assertThat(curve("partitions").points())
                .extracting(Point::underWay)
                .containsExactly(20_000, 60_000, 60_000, 60_000);
    }
}
