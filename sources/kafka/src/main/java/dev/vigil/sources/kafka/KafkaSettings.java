package dev.vigil.sources.kafka;

import dev.vigil.api.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The configuration of one Kafka source.
 *
 * @param name of the source
 * @param servers the brokers to begin with
 * @param topics whose records are read
 * @param client the properties of Kafka's consumer
 * @param mapping how a record becomes an event
 * @param inFlightBytes how much of a partition may wait for the bus or be on its way there before no more of it is read
 */
record KafkaSettings(
        String name,
        List<String> servers,
        Topics topics,
        Map<String, Object> client,
        EventMapping mapping,
        long inFlightBytes) {
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");
    private static final Pattern MEDIA_TYPE =
            Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+/[!#$%&'*+.^_`|~0-9A-Za-z-]+( *;[ -~]*)?");
    private static final int LONGEST_ATTRIBUTE = 1024;
    private static final int LONGEST_GROUP = 249;
    private static final long DEFAULT_IN_FLIGHT = 1 << 20;
    private static final long MOST_IN_FLIGHT = 64 << 20;
    private static final Set<String> TAKEN = Set.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);

    /** Which topics are read. */
    sealed interface Topics {}

    /** These. */
    record Named(List<String> names) implements Topics {}

    /** All whose whole name matches, also those that come later. */
    record Matching(Pattern pattern) implements Topics {}

    /** Reads the settings of the source of that name; what is wrong is reported through them. */
    static KafkaSettings from(String name, Settings settings) {
        var servers = ClientProperties.servers(settings);
        return new KafkaSettings(
                name,
                servers,
                topics(settings),
                client(name, servers, settings),
                new EventMapping(
                        name,
                        attribute(settings, "type", "dev.vigil.kafka.record", LONGEST_ATTRIBUTE),
                        contentType(settings)),
                inFlight(settings));
    }

    private static Topics topics(Settings settings) {
        var names = settings.texts("topics", List.of());
        var pattern = settings.text("topic-pattern", "");
        if (settings.has("topics") == settings.has("topic-pattern")) {
            settings.problem("topics", "either topics or topic-pattern");
        } else if (settings.has("topic-pattern")) {
            try {
                return new Matching(Pattern.compile(pattern));
            } catch (PatternSyntaxException e) {
                settings.problem("topic-pattern", "a regular expression (" + e.getDescription() + ")");
            }
        } else if (names.isEmpty() || !names.stream().allMatch(TOPIC.asMatchPredicate())) {
            settings.problem("topics", "one or more topics, each of letters, digits and . _ -");
        }
        return new Named(names);
    }

    private static Map<String, Object> client(String name, List<String> servers, Settings settings) {
        var client = new HashMap<String, Object>();
        client.put(ConsumerConfig.CLIENT_ID_CONFIG, "vigil-" + name);
        client.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        var given = ClientProperties.from(settings, TAKEN);
        // With the newer protocol the brokers decide these.
        if (!"consumer".equalsIgnoreCase(String.valueOf(given.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)))) {
            client.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
            // Kafka's own 45 s are long against the window in which a record that is read again is recognised.
            client.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
            client.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "3000");
        }
        client.putAll(given);
        client.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, String.join(",", servers));
        client.put(ConsumerConfig.GROUP_ID_CONFIG, group(settings));
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, settings.oneOf("start", "earliest", "earliest", "latest"));
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        client.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        client.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        check(client, settings);
        return client;
    }

    /** Asks Kafka's client, which knows best; nothing is connected for that. */
    private static void check(Map<String, Object> client, Settings settings) {
        try {
            var _ = new ConsumerConfig(client);
        } catch (ConfigException e) {
            if (settings.has("servers")) {
                settings.problem("properties", "what Kafka's consumer takes (" + e.getMessage() + ")");
            }
        }
    }

    /** Two clusters that share a group would take each other's records, so that nobody should get one unasked. */
    private static String group(Settings settings) {
        var group = settings.has("group") ? attribute(settings, "group", "-", LONGEST_GROUP) : settings.text("group");
        return group.isEmpty() ? "-" : group;
    }

    private static String attribute(Settings settings, String key, String otherwise, int longest) {
        var value = settings.text(key, otherwise);
        if (value.isBlank() || value.length() > longest || Texts.fault(value).isPresent()) {
            settings.problem(key, "a text of 1 to " + longest + " characters");
            return otherwise;
        }
        return value;
    }

    private static String contentType(Settings settings) {
        var contentType = settings.text("content-type", "application/json");
        if (!MEDIA_TYPE.matcher(contentType).matches()) {
            settings.problem("content-type", "a media type such as \"application/json\"");
        }
        return contentType;
    }

    private static long inFlight(Settings settings) {
        var bytes = settings.bytes("in-flight", DEFAULT_IN_FLIGHT);
        if (bytes < 1 || bytes > MOST_IN_FLIGHT) {
            settings.problem("in-flight", "a size from 1 to \"64 MiB\"");
        }
        return bytes;
    }
}
