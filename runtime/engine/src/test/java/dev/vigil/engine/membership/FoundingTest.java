package dev.vigil.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.journal.OutageTable.Seen;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoundingTest {
    private static Founding of(Seen... nodes) {
        return Founding.of("a:1", List.of(nodes));
    }

    private static Seen seen(String node, long ageMillis) {
        return new Seen(node, Duration.ofMillis(ageMillis), false);
    }

    @Test
    void whereNobodyHasEverBeenAMemberAClusterMayBeFormed() {
        assertThat(of()).isEqualTo(new Founding.Allowed());
    }

    @Test
    void whoeverWasThereWithinFiveSecondsIsNamedAndNoOther() {
        assertThat(of(seen("d:1", 5_000), seen("c:1", 5_001), seen("b:1", 0), seen("e:1", 3_600_000)))
                .isEqualTo(new Founding.Refused(List.of("b:1", "d:1")));
    }

    @Test
    void afterFiveSecondsOfSilenceAClusterMayBeFormed() {
        assertThat(of(seen("b:1", 5_001), seen("c:1", 60_000))).isEqualTo(new Founding.Allowed());
    }

    @Test
    void whatTheNodeItselfSaidBeforeItsRestartDoesNotCount() {
        assertThat(of(seen("a:1", 10))).isEqualTo(new Founding.Allowed());
    }

    @Test
    void aNodeThatStoppedInOrderDoesNotCount() {
        assertThat(of(new Seen("b:1", Duration.ofMillis(10), true))).isEqualTo(new Founding.Allowed());
    }

    @Test
    void aNodeThatSpokeWhileTheTableWasReadCountsAndOneOfATimeToComeDoesNot() {
        assertThat(of(seen("b:1", -3))).isEqualTo(new Founding.Refused(List.of("b:1")));
        assertThat(of(seen("b:1", -3_600_000))).isEqualTo(new Founding.Allowed());
    }
}
