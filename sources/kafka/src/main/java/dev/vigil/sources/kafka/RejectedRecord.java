package dev.vigil.sources.kafka;

import dev.vigil.api.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The event that stands for a record that could not be made one: what the record held, in base64, and why it was refused. For one
 * use; not thread-safe.
 */
final class RejectedRecord {
    /** The type of these events. */
    static final String TYPE = "dev.vigil.rejected";

    /** In base64 it is a text that a reader of JSON takes, which is up to 20 000 000 characters. */
    private static final int MOST_BYTES = 12 << 20;

    private static final int LONGEST_KEY = 1024;
    /** What a header takes in JSON besides its name and its value. */
    private static final int HEADER_BYTES = 32;

    private final ConsumerRecord<byte[], byte[]> record;
    private long room = MOST_BYTES;

    private RejectedRecord(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
    }

    static Event event(EventMapping mapping, ConsumerRecord<byte[], byte[]> record, String cause) {
        var partition = EventMapping.partition(record);
        var key = EventMapping.key(record).filter(text -> text.length() <= LONGEST_KEY);
        // Not the identity of the record: it may become an event after all, once Vigil or its configuration knows
        // better.
        var event = Event.of(mapping.source(record), "rejected-" + EventMapping.place(record), TYPE)
                .subject(key.orElse(partition))
                .dataContentType("application/json")
                .json(new RejectedRecord(record).content(cause));
        EventMapping.time(record).ifPresent(event::time);
        return event.build();
    }

    private Map<String, Object> content(String cause) {
        var content = new LinkedHashMap<String, Object>();
        content.put("cause", cause);
        content.put(
                "place",
                "topic " + record.topic() + ", partition " + record.partition() + ", offset " + record.offset());
        content.put("topic", record.topic());
        content.put("partition", record.partition());
        content.put("offset", record.offset());
        content.put("timestamp", record.timestamp());
        put(content, "key", record.key());
        content.put("headers", headers());
        put(content, "value", record.value());
        content.put("truncated", room < 0);
        return content;
    }

    private List<Map<String, Object>> headers() {
        var headers = new ArrayList<Map<String, Object>>();
        for (var header : record.headers()) {
            var one = new LinkedHashMap<String, Object>();
            room -= HEADER_BYTES + 6L * header.key().length();
            if (room > 0) {
                one.put("name", header.key());
                put(one, "value", header.value());
                headers.add(one);
            }
        }
        return headers;
    }

    /** Bytes in base64, as many of them as there is room for; nothing where there are none. */
    private void put(Map<String, Object> content, String name, byte @Nullable [] bytes) {
        if (bytes != null) {
            var kept = Math.clamp(room, 0, bytes.length);
            room -= bytes.length;
            content.put(name, Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, kept)));
        }
    }
}
