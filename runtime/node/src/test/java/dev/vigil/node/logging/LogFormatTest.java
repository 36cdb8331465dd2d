package dev.vigil.node.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The log as the node's own logback.xml has it. */
class LogFormatTest {
    private static String line(String format, @Nullable Throwable error, String message, @Nullable Object... values)
            throws JoranException {
        var context = new LoggerContext();
        context.putProperty(LogFormat.VARIABLE, format);
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(LogFormat.class.getResource("/logback.xml")));
        // Anything above INFO has Logback write all that it did to the console, before the node's first line.
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .extracting(Status::getLevel)
                .containsOnly(Status.INFO);
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var appender = (ConsoleAppender<ILoggingEvent>) root.getAppender(format);
        assertThat(root.iteratorForAppenders()).toIterable().containsExactly(appender);
        var logger = context.getLogger("dev.vigil.engine.cluster.SlotEntity");
        var event = new LoggingEvent("", logger, Level.WARN, message, error, values);
        event.setThreadName("slots-1");
        return new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    private static JsonNode json(@Nullable Throwable error, String message, @Nullable Object... values)
            throws JoranException, IOException {
        var line = line("json", error, message, values);
        assertThat(line)
                .endsWith("\n")
                .doesNotContain("\n\t")
                .satisfies(text -> assertThat(text.lines()).hasSize(1));
        return new ObjectMapper().readTree(line);
    }

    @Test
    void aLineForMachinesHasEachValueUnderItsName() throws Exception {
        var line = json(null, "slot lost its journal slot={} sensor={} late={} cause={}", 7, "readings", true, "away");
        assertThat(line.get("message").asText())
                .isEqualTo("slot lost its journal slot=7 sensor=readings late=true cause=away");
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("logger").asText()).isEqualTo("dev.vigil.engine.cluster.SlotEntity");
        assertThat(line.get("thread").asText()).isEqualTo("slots-1");
        assertThat(line.get("time").asText()).matches("\\d{4}-.*Z");
        assertThat(line.get("slot").isInt()).isTrue();
        assertThat(line.get("slot").asInt()).isEqualTo(7);
        assertThat(line.get("sensor").asText()).isEqualTo("readings");
        assertThat(line.get("late").isBoolean()).isTrue();
        assertThat(line.get("cause").asText()).isEqualTo("away");
    }

    @Test
    void whatHasNoNameOrANameOfTheLineOrStandsThereTwiceIsLeftInTheMessage() throws Exception {
        var line = json(null, "not yet: {} level={} slot={} slot={} key={}", "why", "high", 1, 2, null);
        assertThat(line.get("level").asText()).isEqualTo("WARN");
        assertThat(line.get("slot").asInt()).isEqualTo(1);
        assertThat(line.get("key").asText()).isEqualTo("null");
        assertThat(line.size()).isEqualTo(7);
    }

    @Test
    void anExceptionStaysOnTheLine() throws Exception {
        var line = json(new IllegalStateException("no\nroom"), "slot stopped slot={}", 3);
        assertThat(line.get("error").asText()).contains("IllegalStateException: no\nroom", "\tat ");
        assertThat(line.get("slot").asInt()).isEqualTo(3);
    }

    @Test
    void noValueCanMakeOneLineTwo() throws Exception {
        assertThat(json(null, "fired key={}", "a\n{\"level\":\"ERROR\"}")
                        .get("key")
                        .asText())
                .isEqualTo("a\n{\"level\":\"ERROR\"}");
    }

    @Test
    void aLineForPeopleIsText() throws Exception {
        assertThat(line("text", null, "ready http={}", "http://h"))
                .contains("WARN  ", "ready http=http://h")
                .doesNotStartWith("{");
    }

    @Test
    void aFormatThatIsNoneIsToldBeforeNothingIsLogged() {
        assertThat(LogFormat.problem(Map.of())).isEmpty();
        assertThat(LogFormat.problem(Map.of("VIGIL_LOG_FORMAT", "json"))).isEmpty();
        assertThat(LogFormat.problem(Map.of("VIGIL_LOG_FORMAT", "xml")))
                .contains("VIGIL_LOG_FORMAT: \"xml\"; expected text or json");
    }
}
