package dev.vigil.engine.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.engine.DeadLetterId;
import dev.vigil.engine.DeadLetterSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeadLetterQueriesTest {
    private static DeadLetterSummary letter(int slot, long bytes) {
        return new DeadLetterSummary(
                new DeadLetterId(slot, "0f"),
                "a",
                "k",
                Optional.empty(),
                "REJECTED",
                "not wanted",
                1,
                0,
                Instant.EPOCH,
                bytes);
    }

    @Test
    void thoseOfOneSlotGoIntoOneRecord() {
        assertThat(DeadLetterQueries.together(List.of(letter(0, 1), letter(0, 1), letter(1, 1), letter(0, 1))))
                .isEqualTo(2);
        assertThat(DeadLetterQueries.together(List.of(letter(0, 1)))).isEqualTo(1);
    }

    @Test
    void aRecordTakesAFewMegabytesOrOneThatIsLarger() {
        assertThat(DeadLetterQueries.together(List.of(letter(0, 2 << 20), letter(0, 2 << 20), letter(0, 1))))
                .isEqualTo(2);
        assertThat(DeadLetterQueries.together(List.of(letter(0, 31 << 20), letter(0, 1))))
                .isEqualTo(1);
    }

    @Test
    void aRecordTakesSoManyAndNoMore() {
        var letters = new ArrayList<DeadLetterSummary>();
        for (int i = 0; i < 250; i++) {
            letters.add(letter(0, 1));
        }
        assertThat(DeadLetterQueries.together(letters)).isEqualTo(100);
    }
}
