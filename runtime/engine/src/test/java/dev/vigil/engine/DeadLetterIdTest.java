package dev.vigil.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"0-a1", "7-0f3a", "999999-0"})
    void anIdIsReadAsItIsWritten(String text) {
        assertThat(DeadLetterId.parse(text)).map(DeadLetterId::toString).contains(text);
    }

    @Test
    void itLeadsToItsSlot() {
        assertThat(DeadLetterId.parse("31-0f")).contains(new DeadLetterId(31, "0f"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "7", "7-", "-7-0f", "07-0f", "7-0F", "7-xyz", "7-0f ", "1000000-0f", "7-0f-1", "٧-0f"})
    void whatIsNoIdIsNone(String text) {
        assertThat(DeadLetterId.parse(text)).isEmpty();
    }

    @Test
    void anIdThatIsTooLongIsNone() {
        assertThat(DeadLetterId.parse("7-" + "a".repeat(64))).isPresent();
        assertThat(DeadLetterId.parse("7-" + "a".repeat(65))).isEmpty();
    }
}
