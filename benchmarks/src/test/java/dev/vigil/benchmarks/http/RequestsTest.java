package dev.vigil.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.node.http.cloudevents.JsonEvents;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static String next(Requests requests) {
        var buffer = ByteBuffer.allocate(requests.mostBytes());
        requests.next(buffer);
        return StandardCharsets.US_ASCII.decode(buffer).toString();
    }

    @Test
    void aRequestHasAnEventThatIsOneAndNoIdComesTwice() {
        var requests = new Requests(Shape.SINGLE);
        var ids = new HashSet<String>();
        for (int i = 0; i < 20_000; i++) {
            var parts = next(requests).split("\r\n\r\n", -1);
            assertThat(parts[0]).endsWith("Content-Length: " + parts[1].length());
            var event = JsonEvents.one(parts[1].getBytes(StandardCharsets.US_ASCII));
            assertThat(ids.add(event.id())).isTrue();
            assertThat(event.dataAsText()).hasSize(200);
            assertThat(event.subject().orElseThrow()).startsWith("device-");
        }
    }

    @Test
    void aBatchHasAHundred() {
        var body = next(new Requests(Shape.BATCH)).split("\r\n\r\n", -1)[1];
        List<Event> events = JsonEvents.batch(body.getBytes(StandardCharsets.US_ASCII));
        assertThat(events.stream().map(Event::id)).hasSize(100).doesNotHaveDuplicates();
    }

    @Test
    void aChunkOfAStreamHasALineForEach() {
        var parts = next(new Requests(Shape.STREAM)).split("\r\n", 2);
        var body = parts[1].substring(0, parts[1].length() - 2);
        assertThat(Integer.parseInt(parts[0], 16)).isEqualTo(body.length());
        assertThat(body.lines()
                        .map(line -> JsonEvents.one(line.getBytes(StandardCharsets.US_ASCII))
                                .id()))
                .hasSize(100)
                .doesNotHaveDuplicates();
    }
}
