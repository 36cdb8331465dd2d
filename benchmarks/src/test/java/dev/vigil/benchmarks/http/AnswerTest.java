package dev.vigil.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {
    private static final String ONE = "HTTP/1.1 202 Accepted\r\nServer: x\r\nContent-Length: 5\r\n\r\n12345";

    @Test
    void itIsTakenWhenItIsWholeAndNoMoreThanThat() {
        var all = (ONE + "HTTP/1.1 503 No\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int length = 0; length < ONE.length(); length++) {
            var part = ByteBuffer.wrap(all, 0, length);
            assertThat(Answer.take(part)).isZero();
            assertThat(part.position()).isZero();
        }
        var whole = ByteBuffer.wrap(all);
        assertThat(Answer.take(whole)).isEqualTo(202);
        assertThat(whole.position()).isEqualTo(ONE.length());
        assertThat(Answer.take(whole)).isEqualTo(503);
        assertThat(whole.hasRemaining()).isFalse();
    }
}
