package dev.vigil.benchmarks.drill.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.benchmarks.drill.check.Findings.Kind;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private final Findings findings = new Findings();
    private final Owners owners = new Owners(findings);

    @Test
    void ownersMayFollowEachOther() {
        owners.record("slot-1", 1, "a");
        owners.record("slot-1", 2, "b");
        owners.record("slot-1", 3, "b");
        owners.record("slot-2", 1, "b");
        owners.record("slot-2", 2, "a");

        assertThat(findings.isEmpty()).isTrue();
    }

    @Test
    void anOwnerThatComesAgainIsTold() {
        owners.record("slot-1", 1, "a");
        owners.record("slot-1", 2, "b");
        owners.record("slot-1", 3, "a");

        assertThat(findings.count(Kind.OWNERS)).isEqualTo(1);
    }

    @Test
    void aRecordThatIsMissingOrThereTwiceIsTold() {
        owners.record("slot-1", 1, "a");
        owners.record("slot-1", 3, "a");
        owners.record("slot-1", 3, "a");

        assertThat(findings.count(Kind.OWNERS)).isEqualTo(2);
    }
}
