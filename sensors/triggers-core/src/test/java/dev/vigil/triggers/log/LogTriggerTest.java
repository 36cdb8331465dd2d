package dev.vigil.triggers.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.vigil.api.Firing;
import dev.vigil.api.Settings;
import dev.vigil.api.Trigger;
import dev.vigil.api.TriggerKind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LogTriggerTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("vigil.trigger.alarm");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.TRACE);
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
    }

    @Test
    void aFiringIsOneLineOfTheTriggersOwnLogger() {
        fire(Map.of(), "dev-7", "{\"value\":99}");
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.getFirst().getFormattedMessage())
                .isEqualTo("fired firing=f1 sensor=readings key=dev-7 payload={\"value\":99}");
        assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.INFO);
    }

    @Test
    void theLevelIsAsConfigured() {
        fire(Map.of("level", "error"), "k", "{}");
        assertThat(lines.list.getFirst().getLevel()).isEqualTo(Level.ERROR);
    }

    @Test
    void neitherKeyNorPayloadCanForgeALineOrAField() {
        fire(Map.of(), "k payload=forged\n2026 fired firing=f2", "{\n\"a\": \"\u2028{}\r\"}");
        assertThat(lines.list.getFirst().getFormattedMessage())
                .isEqualTo("fired firing=f1 sensor=readings key=\"k payload=forged\\u000a2026 fired firing=f2\""
                        + " payload={\\u000a\"a\": \"\\u2028{}\\u000d\"}");
    }

    @Test
    void bracesInAPayloadAreNoPlaceholders() {
        fire(Map.of(), "{}", "{}");
        assertThat(lines.list.getFirst().getFormattedMessage()).endsWith("key={} payload={}");
    }

    @Test
    void theKindIsFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(TriggerKind.class))
                .extracting(TriggerKind::kind)
                .contains("log", "http");
    }

    private static void fire(Map<String, ?> values, String key, String payload) {
        var settings = new Settings("", values);
        var trigger = new LogKind().create("alarm", settings);
        assertThat(settings.problems()).isEmpty();
        var bytes = ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer();
        var firing = new Firing("f1", "alarm", "readings", key, bytes, Instant.EPOCH);
        assertThat(trigger.fire(firing).toCompletableFuture().join()).isEqualTo(new Trigger.Delivered());
        assertThat(bytes.position()).isZero();
    }
}
