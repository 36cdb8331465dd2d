package dev.vigil.triggers.kafka;

import dev.vigil.api.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The configuration of one Kafka trigger.
 *
 * @param name of the trigger
 * @param record how a firing becomes a record
 * @param client the properties of Kafka's producer
 */
record KafkaTriggerSettings(String name, RecordTemplate record, Map<String, Object> client) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(100);
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+( *;[ -~]*)?");
    private static final Pattern FREE_HEADER =
            Pattern.compile("(?!(?:ce_.*|content-type|idempotency-key|traceparent|tracestate)$)[!-~]{1,249}");
    private static final int LONGEST_TYPE = 1024;
    /** Of the time-out, for finding the topic, for getting the record acknowledged; the rest is for this process. */
    private static final double FINDING = 0.2;

    private static final double DELIVERY = 0.7;
    private static final Set<String> TAKEN = Set.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

    /** Reads the settings of the trigger of that name; what is wrong is reported through them. */
    static KafkaTriggerSettings from(String name, Settings settings) {
        var record = new RecordTemplate(
                topic(settings), key(settings), type(settings), contentType(settings), headers(settings));
        return new KafkaTriggerSettings(name, record, client(name, settings));
    }

    private static String topic(Settings settings) {
        var topic = settings.text("topic", "");
        if (!TOPIC.matcher(topic).matches()) {
            settings.problem("topic", "a topic, of letters, digits and . _ -");
        }
        return topic;
    }

    private static RecordKey key(Settings settings) {
        var key = RecordKey.parse(settings.text("key", "instance"));
        if (key.isEmpty()) {
            settings.problem("key", RecordKey.EXPECTED);
        }
        return key.orElse(new RecordKey.Instance());
    }

    private static String type(Settings settings) {
        var type = settings.text("type", "dev.vigil.firing");
        if (type.isBlank() || type.length() > LONGEST_TYPE || type.chars().anyMatch(Character::isISOControl)) {
            settings.problem("type", "a text of 1 to " + LONGEST_TYPE + " characters");
        }
        return type;
    }

    private static String contentType(Settings settings) {
        var contentType = settings.text("content-type", "application/json");
        if (!MEDIA_TYPE.matcher(contentType).matches()) {
            settings.problem("content-type", "a media type such as \"application/json\"");
        }
        return contentType;
    }

    private static Map<String, String> headers(Settings settings) {
        var section = settings.section("headers");
        var headers = new HashMap<String, String>();
        for (var name : section.keys()) {
            headers.put(name, section.text(name));
            if (!FREE_HEADER.matcher(name).matches()) {
                section.problem(name, "the name of a header that the trigger does not set itself");
            }
        }
        return Map.copyOf(headers);
    }

    private static Map<String, Object> client(String name, Settings settings) {
        var servers = ClientProperties.servers(settings);
        var timeout = timeout(settings);
        int delivery = (int) (timeout.toMillis() * DELIVERY);
        var client = new HashMap<String, Object>();
        client.put(ProducerConfig.CLIENT_ID_CONFIG, "vigil-" + name);
        client.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        client.putAll(ClientProperties.from(settings, TAKEN));
        client.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, String.join(",", servers));
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf((int) (timeout.toMillis() * FINDING)));
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery);
        // A second request fits into the time when the first one is not answered.
        client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2);
        client.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        client.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        check(client, delivery / 2, settings);
        return client;
    }

    /** Asks Kafka's client, which knows best; nothing is connected for that. */
    private static void check(Map<String, Object> client, int mostLinger, Settings settings) {
        try {
            if (new ProducerConfig(client).getLong(ProducerConfig.LINGER_MS_CONFIG) > mostLinger) {
                settings.problem("properties", "a linger.ms that is far below the time-out");
            }
        } catch (ConfigException e) {
            if (settings.has("servers")) {
                settings.problem("properties", "what Kafka's producer takes (" + e.getMessage() + ")");
            }
        }
    }

    private static Duration timeout(Settings settings) {
        var timeout = settings.duration("timeout", DEFAULT_TIMEOUT);
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            settings.problem("timeout", "a time span from 100 ms to 10 minutes");
            return DEFAULT_TIMEOUT;
        }
        return timeout;
    }
}
