package dev.vigil.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.ClusterSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MembershipConfigTest {
    @Test
    void aReleaseIsToldWithoutKeepingSlotsFromNodesOfAnother() {
        var told = MembershipConfig.of(ClusterSettings.alone(), 8, Optional.of("1.2.3-SNAPSHOT"));
        assertThat(told.getStringList("pekko.cluster.roles"))
                .containsExactlyInAnyOrder("source", "slot", "release-1.2.3-SNAPSHOT");
        assertThat(told.hasPath("pekko.cluster.app-version")).isFalse();
    }

    @Test
    void whoDoesNotKnowItsReleaseTellsNone() {
        assertThat(MembershipConfig.of(ClusterSettings.alone(), 8, Optional.empty())
                        .getStringList("pekko.cluster.roles"))
                .containsExactlyInAnyOrder("source", "slot");
    }
}
