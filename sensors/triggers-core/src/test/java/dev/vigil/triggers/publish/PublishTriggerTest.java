package dev.vigil.triggers.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Settings;
import dev.vigil.api.Trigger;
import dev.vigil.api.Trigger.Attempt;
import dev.vigil.triggers.Firings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishTriggerTest {
    private static final String PATH = "vigil.triggers.audit.";

    @Test
    void aFiringBecomesAnEventUnderItsOwnId() {
        var event = event(Map.of("type", "device.alarm"), "{\"value\": 99}");
        assertThat(event.id()).isEqualTo(Firings.ID);
        assertThat(event.type()).isEqualTo("device.alarm");
        assertThat(event.source()).isEqualTo("/vigil/triggers/audit");
        assertThat(event.subject()).hasValue("dev-7");
        assertThat(event.time()).hasValue(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(event.dataContentType()).hasValue("application/json");
        assertThat(event.dataAsText()).isEqualTo("{\"value\": 99}");
    }

    @Test
    void everyAttributeIsATemplate() {
        var event = event(
                Map.of(
                        "type", "device.{{level}}",
                        "source", "/lab/{{firing.sensor}}",
                        "subject", "{{room}}",
                        "content-type", "text/plain; charset=utf-8",
                        "data", "{{room}} \"{{level}}\""),
                "{\"level\": \"hot\", \"room\": \"a\\\"b\"}");
        assertThat(event.type()).isEqualTo("device.hot");
        assertThat(event.source()).isEqualTo("/lab/readings");
        assertThat(event.subject()).hasValue("a\"b");
        assertThat(event.dataAsText()).isEqualTo("a\"b \"hot\"");
    }

    @Test
    void valuesAreEscapedInJson() {
        var event = event(Map.of("type", "t", "data", "{\"room\": \"{{room}}\"}"), "{\"room\": \"a\\\"b\"}");
        assertThat(event.text("/room")).hasValue("a\"b");
    }

    @Test
    void everyAttemptMakesTheSameEvent() {
        var trigger = trigger(Map.of("type", "t"));
        var firing = Firings.of("{\"value\": 99}");
        assertThat(trigger.fire(firing).toCompletableFuture().join())
                .isEqualTo(trigger.fire(firing).toCompletableFuture().join());
    }

    @Test
    void aSubjectThatIsEmptyIsNone() {
        assertThat(event(Map.of("type", "t", "subject", "{{room}}"), "{\"room\": \"\"}")
                        .subject())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"value\": 1}', the payload has no 'level'",
        "'{\"level\": null}', the payload has no 'level'",
        "'{\"level\": \"\"}', the event would have no type",
        "'{', payload: "
    })
    void whatMakesNoEventIsRefused(String payload, String cause) {
        assertThat(attempt(Map.of("type", "{{level}}"), payload))
                .isInstanceOfSatisfying(
                        Trigger.Unsendable.class,
                        refused -> assertThat(refused.cause()).startsWith(cause));
    }

    @Test
    void aWrongValueIsAProblemUnderItsPath() {
        assertThat(problems(Map.of())).hasSize(1).first().asString().startsWith(PATH + "type: nothing");
        for (var key : List.of("type", "source", "subject", "data")) {
            var values = new HashMap<String, Object>(Map.of("type", "t"));
            values.put(key, "{{firing.nothing}}");
            assertThat(problems(values)).hasSize(1).first().asString().startsWith(PATH + key + ": ");
        }
        assertThat(problems(Map.of("type", "t", "content-type", "json")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(PATH + "content-type: ");
    }

    @Test
    void everyKeyIsDocumented() throws IOException {
        var page = Files.readString(Path.of("README.md"));
        var unknown = problems(Map.of("type", "t", "?", 1)).getFirst();
        assertThat(unknown.substring(unknown.indexOf("one of ") + 7).split(", "))
                .hasSize(5)
                .allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
    }

    private static Event event(Map<String, ?> values, String payload) {
        var attempt = attempt(values, payload);
        assertThat(attempt).isInstanceOf(Trigger.Publish.class);
        return ((Trigger.Publish) attempt).event();
    }

    private static Attempt attempt(Map<String, ?> values, String payload) {
        return trigger(values).fire(Firings.of(payload)).toCompletableFuture().join();
    }

    private static Trigger trigger(Map<String, ?> values) {
        var settings = new Settings("vigil.triggers.audit", values);
        var trigger = new PublishKind().create("audit", settings);
        assertThat(settings.problems()).isEmpty();
        return trigger;
    }

    private static List<String> problems(Map<String, ?> values) {
        var settings = new Settings("vigil.triggers.audit", values);
        new PublishKind().create("audit", settings);
        return settings.problems().stream().map(Settings.Problem::toString).toList();
    }
}
