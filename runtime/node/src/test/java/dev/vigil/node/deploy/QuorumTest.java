package dev.vigil.node.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whatever takes one node, host or zone leaves a majority. */
class QuorumTest {
    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"HA", "SPLIT", "NORTH"})
    void evictionsLeaveAMajority(Overlay overlay) {
        var budget = overlay.one("PodDisruptionBudget", "vigil").spec();
        var covered = Pods.of(overlay);
        assertThat(covered)
                .allMatch(
                        pods -> pods.match(budget.at("selector", "matchLabels").labels()));
        // Nodes that take events in only have no say in who goes on.
        var count = covered.stream()
                .filter(pods -> !pods.name().equals("vigil-source"))
                .mapToInt(Pods::count)
                .sum();
        var left = count - budget.at("maxUnavailable").number();
        assertThat(count).isGreaterThanOrEqualTo(3);
        assertThat(left).isGreaterThan(count / 2);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"HA", "SPLIT", "NORTH", "SOUTH"})
    void noHostHasTwoNodesAndNoZoneMoreThanItsShare(Overlay overlay) {
        var all = Map.of("app.kubernetes.io/name", "vigil");
        for (var pods : Pods.of(overlay)) {
            var apart = pods.spec()
                    .at("affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
                    .items();
            assertThat(apart).singleElement().satisfies(rule -> {
                assertThat(rule.at("topologyKey").text()).isEqualTo("kubernetes.io/hostname");
                assertThat(rule.at("labelSelector", "matchLabels").labels()).isEqualTo(all);
            });
            assertThat(pods.spec().at("topologySpreadConstraints").items())
                    .singleElement()
                    .satisfies(rule -> {
                        assertThat(rule.at("topologyKey").text()).isEqualTo("topology.kubernetes.io/zone");
                        assertThat(rule.at("maxSkew").number()).isEqualTo(1);
                        assertThat(rule.at("whenUnsatisfiable").text()).isEqualTo("DoNotSchedule");
                        assertThat(rule.at("labelSelector", "matchLabels").labels())
                                .isEqualTo(all);
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"HA", "SPLIT", "NORTH", "SOUTH", "SINGLE"})
    void nodesStartTogetherAndAreUpdatedOneByOne(Overlay overlay) {
        for (var set : overlay.all("StatefulSet")) {
            assertThat(set.spec().at("podManagementPolicy").text()).isEqualTo("Parallel");
            assertThat(set.spec().at("updateStrategy", "type").text()).isEqualTo("RollingUpdate");
            assertThat(set.spec().at("updateStrategy", "rollingUpdate").isThere())
                    .isFalse();
            assertThat(set.spec().at("minReadySeconds").number()).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"HA", "SPLIT", "NORTH", "SOUTH"})
    void aCommitIsOnTwoDisksAndOnlyAStandbyThatHasItIsPromoted(Overlay overlay) {
        var database = overlay.one("Cluster", "vigil-db").spec();
        var synchronous = database.at("postgresql", "synchronous");
        assertThat(database.at("instances").number()).isEqualTo(3);
        assertThat(synchronous.at("number").number()).isEqualTo(1);
        assertThat(synchronous.at("dataDurability").text()).isEqualTo("required");
        assertThat(synchronous.at("failoverQuorum").isTrue()).isTrue();
        assertThat(database.at("affinity", "podAntiAffinityType").text()).isEqualTo("required");
        assertThat(database.at("postgresql", "parameters").keys())
                .doesNotContainAnyElementsOf(List.of("fsync", "synchronous_commit", "full_page_writes"));
        assertThat(database.at("topologySpreadConstraints")
                        .items()
                        .getFirst()
                        .at("labelSelector", "matchLabels")
                        .labels())
                .isEqualTo(Pods.ofDatabases(overlay).getFirst());
    }
}
