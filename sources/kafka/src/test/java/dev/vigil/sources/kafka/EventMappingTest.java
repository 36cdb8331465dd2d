package dev.vigil.sources.kafka;

import static dev.vigil.sources.kafka.Records.bytes;
import static dev.vigil.sources.kafka.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.vigil.api.DataFormat;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventMappingTest {
    private static final Map<String, String> STRUCTURED =
            Map.of("content-type", "application/cloudevents+json; charset=UTF-8");
    private static final Map<String, String> BINARY =
            Map.of("ce_specversion", "1.0", "ce_source", "/shop", "ce_id", "o-1", "ce_type", "order.placed");

    private final EventMapping mapping = new EventMapping("orders", "order", "application/json");

    @Test
    void aRecordIsNamedByItsPlaceInKafka() {
        var event = mapping.event(record("o-17", "{\"total\":3}", Map.of("trace", "x")));
        assertThat(event.source()).isEqualTo("/kafka/orders/shop.orders");
        assertThat(event.id()).isEqualTo("3-4711-1772366400000");
        assertThat(event.type()).isEqualTo("order");
        assertThat(event.subject()).contains("o-17");
        assertThat(event.time()).contains(Instant.ofEpochMilli(Records.TIME));
        assertThat(event.dataContentType()).contains("application/json");
        assertThat(event.dataAsText()).isEqualTo("{\"total\":3}");
        assertThat(event.extensions()).isEmpty();
    }

    @Test
    void aRecordMaySayWhereInATraceItBelongs() {
        var parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assertThat(mapping.event(record("o-17", "{}", Map.of("traceparent", parent, "tracestate", "a=1")))
                        .extensions())
                .containsOnly(Map.entry("traceparent", parent), Map.entry("tracestate", "a=1"));
        assertThat(mapping.event(record("o-17", "{}", Map.of("traceparent", "odd")))
                        .extensions())
                .isEmpty();
        var headers = new HashMap<>(BINARY);
        headers.put("traceparent", parent);
        assertThat(mapping.event(record("o-17", "", headers)).extension("traceparent"))
                .contains(parent);
        headers.put("ce_traceparent", parent.replace("-01", "-00"));
        assertThat(mapping.event(record("o-17", "", headers)).extension("traceparent"))
                .contains(parent.replace("-01", "-00"));
    }

    @Test
    void aRecordMaySayWhatItsValueIs() {
        var event = mapping.event(record("o-17", "<order/>", Map.of("content-type", "application/xml")));
        assertThat(event.dataContentType()).contains("application/xml");
    }

    @Test
    void withoutAKeyTheOrderOfThePartitionIsKept() {
        var event = mapping.event(record(3, 4711, null, bytes("{}"), Map.of()));
        assertThat(event.subject()).isEmpty();
        assertThat(event.extension("partitionkey")).contains("shop.orders-3");
    }

    @Test
    void aKeyThatIsNoTextIsWrittenInBase64() {
        assertThat(mapping.event(record(0, 0, new byte[] {0, 0, 1, -1}, bytes("{}"), Map.of()))
                        .subject())
                .contains("AAAB/w==");
        assertThat(mapping.event(record("a\nb", "{}", Map.of())).subject()).contains("YQpi");
    }

    @Test
    void aRecordWithoutAValueIsAnEventWithoutData() {
        assertThat(mapping.event(record(0, 0, bytes("k"), null, Map.of()))
                        .data()
                        .hasRemaining())
                .isFalse();
    }

    @Test
    void aCloudEventInHeadersKeepsItsIdentity() {
        var headers = new HashMap<>(BINARY);
        headers.put("ce_time", "2026-03-01T13:00:00.5+01:00");
        headers.put("ce_subject", "lager/ä");
        headers.put("ce_tenant", "acme");
        headers.put("content-type", "text/plain");
        var event = mapping.event(record("o-17", "hello", headers));
        assertThat(event.source()).isEqualTo("/shop");
        assertThat(event.id()).isEqualTo("o-1");
        assertThat(event.type()).isEqualTo("order.placed");
        assertThat(event.subject()).contains("lager/ä");
        assertThat(event.time()).contains(Instant.parse("2026-03-01T12:00:00.5Z"));
        assertThat(event.dataContentType()).contains("text/plain");
        assertThat(event.dataAsText()).isEqualTo("hello");
        assertThat(event.extensions()).containsOnly(Map.entry("tenant", "acme"), Map.entry("partitionkey", "o-17"));
    }

    @Test
    void aCloudEventThatSaysByWhatItIsOrderedIsLeftAsItIs() {
        var headers = new HashMap<>(BINARY);
        headers.put("ce_partitionkey", "customer-5");
        assertThat(mapping.event(record("o-17", "", headers)).extension("partitionkey"))
                .contains("customer-5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"data\":{\"a\":[1,2.50,null,\"x\"]}' | '{\"a\":[1,2.50,null,\"x\"]}'",
                "'\"data\":\"text\"' | '\"text\"'",
                "'\"data\":\"text\",\"datacontenttype\":\"text/plain\"' | text",
                "'\"data_base64\":\"aGVsbG8=\",\"datacontenttype\":\"a/b\"' | hello",
                "'\"data\":null' | ''"
            })
    void aCloudEventInTheValueKeepsItsData(String member, String data) {
        var json =
                "{\"specversion\":\"1.0\",\"source\":\"/shop\",\"id\":\"o-1\",\"type\":\"t\",\"n\":7," + member + "}";
        var event = mapping.event(record("o-17", json, STRUCTURED));
        assertThat(event.id()).isEqualTo("o-1");
        assertThat(event.extensions()).containsEntry("n", 7);
        assertThat(event.dataAsText()).isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"type\":\"t\"}",
                "{\"specversion\":\"0.3\",\"source\":\"/s\",\"id\":\"1\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"source\":\"a b\",\"id\":\"1\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":5,\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"\",\"type\":\"t\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"1\",\"type\":\"t\",\"time\":\"noon\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"1\",\"type\":\"t\",\"x\":{}}",
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"1\",\"type\":\"t\",\"A\":\"\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"1\",\"type\":\"t\",\"data_base64\":\"?\"}",
                "{\"specversion\":\"1.0\",\"source\":\"/s\",\"id\":\"1\",\"type\":\"t\",\"data\":1,\"data_base64\":\"\"}"
            })
    void whatSaysThatItIsACloudEventAndIsNoneIsRefused(String json) {
        assertThatExceptionOfType(UnmappableException.class)
                .isThrownBy(() -> mapping.event(record("k", json, STRUCTURED)));
    }

    @ParameterizedTest
    @CsvSource({
        "ce_id, ''",
        "ce_type, a\u0000b",
        "ce_time, noon",
        "ce_No, x",
        "ce_datacontenttype, text/plain",
        "content-type, application/cloudevents+avro",
        "content-type, application/cloudevents-batch+json"
    })
    void aHeaderThatIsWrongIsRefused(String name, String value) {
        var headers = new HashMap<>(BINARY);
        headers.put(name, value);
        assertThatExceptionOfType(UnmappableException.class)
                .isThrownBy(() -> mapping.event(record("k", "{}", headers)));
    }

    @Test
    void aHeaderThatIsThereTwiceIsRefused() {
        var record = record("k", "{}", BINARY);
        record.headers().add("ce_id", bytes("o-2"));
        assertThatExceptionOfType(UnmappableException.class).isThrownBy(() -> mapping.event(record));
    }

    @Test
    void whatIsRefusedIsKept() {
        var event = RejectedRecord.event(mapping, record("k", "nö", Map.of("h", "v")), "because");
        assertThat(event.type()).isEqualTo("dev.vigil.rejected");
        assertThat(event.source()).isEqualTo("/kafka/orders/shop.orders");
        assertThat(event.id()).isEqualTo("rejected-3-4711-1772366400000");
        assertThat(event.subject()).contains("k");
        assertThat(event.dataAsText())
                .isEqualTo(
                        "{\"cause\":\"because\",\"place\":\"topic shop.orders, partition 3, offset 4711\",\"topic\":\"shop.orders\",\"partition\":3,\"offset\":4711,"
                                + "\"timestamp\":1772366400000,\"key\":\"aw==\",\"headers\":[{\"name\":\"h\",\"value\":\"dg==\"}],"
                                + "\"value\":\"bsO2\",\"truncated\":false}");
    }

    @Test
    void ofWhatIsMuchTooLargeTheBeginningIsKept() {
        var event = RejectedRecord.event(mapping, record(0, 0, null, new byte[40 << 20], Map.of()), "because");
        assertThat(event.data().remaining()).isBetween(16 << 20, 17 << 20);
        var content = DataFormat.json().read(ByteBuffer.wrap(toBytes(event.data())), Map.class);
        assertThat(content.get("truncated")).isEqualTo(true);
    }

    private static byte[] toBytes(ByteBuffer data) {
        var bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }
}
