package dev.vigil.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.DataFormat;
import dev.vigil.api.Event;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptEventTest {
    private static String shown(String data) {
        var event = Event.of("/lab", "7", "reading").subject("d-1").data(data).build();
        return new String(DataFormat.json().write(KeptEvent.of(event).view()), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1,\"a\":[true,null,\"ä\"]}",
                "[]",
                "12345678901234567890123",
                "0.1000000000000000055511151231257827",
                "\"text\"",
                "null"
            })
    void jsonIsTheSameJson(String data) {
        assertThat(shown(data))
                .isEqualTo("{\"source\":\"/lab\",\"id\":\"7\",\"type\":\"reading\",\"subject\":\"d-1\",\"time\":null,"
                        + "\"data\":" + data + "}");
    }

    @Test
    void whatIsNoJsonIsATextAndNoDataIsNull() {
        assertThat(shown("level=7 \"x\"")).endsWith("\"data\":\"level=7 \\\"x\\\"\"}");
        assertThat(shown(" ")).endsWith("\"data\":null}");
        assertThat(shown("")).endsWith("\"data\":null}");
    }
}
