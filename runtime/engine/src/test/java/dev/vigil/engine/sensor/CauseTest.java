package dev.vigil.engine.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CauseTest {
    @Test
    void itNamesTheClassAndSaysTheMessage() {
        assertThat(Cause.of(new IllegalStateException("broken"))).isEqualTo("java.lang.IllegalStateException: broken");
        assertThat(Cause.of(new IllegalStateException())).isEqualTo("java.lang.IllegalStateException");
    }

    @Test
    void aMessageThatCannotBeHadIsNotAskedForAgain() {
        var hostile = new IllegalStateException() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("not even that");
            }
        };
        assertThat(Cause.of(hostile)).endsWith(": its message cannot be had");
    }

    @Test
    void whatIsLongIsCutAndNeverWithinACharacter() {
        assertThat(Cause.shortened("a".repeat(1_000))).hasSize(1_000);
        assertThat(Cause.shortened("a".repeat(1_001))).hasSize(1_000);
        assertThat(Cause.shortened("😀".repeat(501))).isEqualTo("😀".repeat(500));
        assertThat(Cause.shortened("x" + "😀".repeat(500))).isEqualTo("x" + "😀".repeat(499));
    }
}
