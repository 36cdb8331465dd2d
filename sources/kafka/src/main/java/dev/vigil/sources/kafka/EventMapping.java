package dev.vigil.sources.kafka;

import dev.vigil.api.Event;
import dev.vigil.api.TraceContext;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * How a record becomes an event: one that carries a CloudEvent is that event, with its own identity; any other gets an identity
 * made of its place in Kafka.
 *
 * @param name of the source
 * @param type of events that are no CloudEvents
 * @param contentType of their data, where a record does not say
 */
record EventMapping(String name, String type, String contentType) {
    /** The extension by which the bus orders events. */
    static final String PARTITION_KEY = "partitionkey";

    private static final String CLOUD_EVENTS = "application/cloudevents";
    private static final String JSON = "application/cloudevents+json";
    private static final String CONTENT_TYPE = "content-type";
    private static final String PREFIX = "ce_";
    private static final String VERSION = "ce_specversion";

    /**
     * The event of a record: the same whenever and wherever it is made.
     *
     * @throws UnmappableException if the record says that it is a CloudEvent and is none
     */
    Event event(ConsumerRecord<byte[], byte[]> record) {
        var declared =
                Optional.ofNullable(record.headers().lastHeader(CONTENT_TYPE)).flatMap(EventMapping::text);
        var format = declared.map(EventMapping::bare).filter(type -> type.startsWith(CLOUD_EVENTS));
        if (format.isPresent()) {
            if (!format.get().equals(JSON)) {
                throw new UnmappableException("a CloudEvent as " + format.get() + " is not known, only as " + JSON);
            }
            return StructuredEvent.read(value(record), key(record));
        }
        return record.headers().lastHeader(VERSION) == null ? plain(record, declared) : binary(record, declared);
    }

    /** A CloudEvent that does not say where in a trace it belongs belongs where its record does. */
    private static Event binary(ConsumerRecord<byte[], byte[]> record, Optional<String> contentType) {
        var attributes = new Attributes();
        for (var header : record.headers()) {
            if (header.key().startsWith(PREFIX)) {
                var name = header.key().substring(PREFIX.length());
                if (name.equals("datacontenttype")) {
                    throw UnmappableException.attribute(name, "stands in the header content-type");
                }
                attributes.set(
                        name, text(header).orElseThrow(() -> UnmappableException.attribute(name, "is not UTF-8")));
            }
        }
        contentType.ifPresent(type -> attributes.set("datacontenttype", type));
        if (record.headers().lastHeader(PREFIX + TraceContext.TRACEPARENT) == null) {
            trace(record).ifPresent(attributes::trace);
        }
        return attributes.event(ByteBuffer.wrap(value(record)), key(record));
    }

    private Event plain(ConsumerRecord<byte[], byte[]> record, Optional<String> declared) {
        var event = Event.of(source(record), place(record), type)
                .data(ByteBuffer.wrap(value(record)))
                .dataContentType(declared.filter(
                                text -> !text.isBlank() && Texts.fault(text).isEmpty())
                        .orElse(contentType));
        var key = key(record);
        key.ifPresentOrElse(event::subject, () -> event.extension(PARTITION_KEY, partition(record)));
        time(record).ifPresent(event::time);
        trace(record).ifPresent(event::trace);
        return event.build();
    }

    /** Where in a trace the record belongs, as its producer says. */
    private static Optional<TraceContext> trace(ConsumerRecord<?, ?> record) {
        return header(record, TraceContext.TRACEPARENT)
                .flatMap(parent -> TraceContext.parse(
                        parent, header(record, TraceContext.TRACESTATE).orElse("")));
    }

    private static Optional<String> header(ConsumerRecord<?, ?> record, String name) {
        return Optional.ofNullable(record.headers().lastHeader(name)).flatMap(EventMapping::text);
    }

    /** Where a record comes from. */
    String source(ConsumerRecord<?, ?> record) {
        return "/kafka/" + name + "/" + record.topic();
    }

    /**
     * What names a record within its topic. Its time is a part of it, since a topic that is deleted and made again counts its
     * offsets anew.
     */
    static String place(ConsumerRecord<?, ?> record) {
        return record.partition() + "-" + record.offset() + "-" + record.timestamp();
    }

    /** What a record without a key is ordered by. */
    static String partition(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition();
    }

    /** The key as text, or in base64 where it is not one that an attribute may hold; empty where there is none. */
    static Optional<String> key(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        if (key == null || key.length == 0) {
            return Optional.empty();
        }
        return Optional.of(Texts.utf8(key)
                .filter(text -> Texts.fault(text).isEmpty())
                .orElseGet(() -> Base64.getEncoder().encodeToString(key)));
    }

    /** When it was written, or happened, as the topic's configuration has it. */
    static Optional<Instant> time(ConsumerRecord<?, ?> record) {
        return record.timestamp() < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(record.timestamp()));
    }

    /** A record without a value, as it stands for something that was deleted, has no data. */
    static byte[] value(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] value = record.value();
        return value == null ? new byte[0] : value;
    }

    private static Optional<String> text(Header header) {
        byte @Nullable [] value = header.value();
        return value == null ? Optional.empty() : Texts.utf8(value);
    }

    private static String bare(String mediaType) {
        return mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
