package dev.vigil.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Settings;
import dev.vigil.api.Settings.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectionTest {
    private static final Event EVENT = Event.of("/shop/berlin", "1", "order.placed")
            .subject("o-1")
            .extension("tenant", "acme")
            .data("{\"order\":{\"id\":17,\"state\":\"new\",\"gift\":true,\"note\":\"\"},\"a/b\":\"slash\"}")
            .build();

    private static Selection read(Map<String, ?> values) {
        var settings = new Settings("vigil.sensors.x", values);
        var selection = Selection.read(settings);
        assertThat(settings.problems()).isEmpty();
        return selection;
    }

    private static List<String> problems(Map<String, ?> values) {
        var settings = new Settings("vigil.sensors.x", values);
        Selection.read(settings).subscription();
        return settings.problems().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "subject, o-1",
        "source, /shop/berlin",
        "type, order.placed",
        "pointer:/order/id, 17",
        "pointer:/order/gift, true",
        "pointer:/a~1b, slash",
        "extension:tenant, acme",
        "text:everything, everything",
    })
    void theKeyIsWhereTheRuleSays(String rule, String key) {
        assertThat(read(Map.of("types", "order.*", "key", rule)).keyOf(EVENT)).contains(key);
    }

    @Test
    void theKeyIsTheSubjectUnlessItIsSaid() {
        assertThat(read(Map.of("types", List.of("order.placed"))).keyOf(EVENT)).contains("o-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pointer:/order", "pointer:/nothing", "pointer:/order/note", "extension:user"})
    void anEventWithoutAKeyIsNotSelected(String rule) {
        assertThat(read(Map.of("types", "*", "key", rule)).selects(EVENT)).isFalse();
    }

    @Test
    void typesAndSourcesMustBothMatch() {
        assertThat(read(Map.of("types", List.of("x", "order.*"), "sources", "/shop/*"))
                        .selects(EVENT))
                .isTrue();
        assertThat(read(Map.of("types", "order", "sources", "/shop/*")).selects(EVENT))
                .isFalse();
        assertThat(read(Map.of("types", "order.*", "sources", "/shop")).selects(EVENT))
                .isFalse();
    }

    @Test
    void allConditionsMustHoldAndEachTakesAnyOfItsTexts() {
        var id = Map.entry("/order/id", (Object) List.of(16, 17));
        assertThat(read(Map.of("types", "*", "where", Map.ofEntries(id))).selects(EVENT))
                .isTrue();
        assertThat(read(Map.of("types", "*", "where", Map.ofEntries(id, Map.entry("/order/state", "paid"))))
                        .selects(EVENT))
                .isFalse();
        assertThat(read(Map.of("types", "*", "where", Map.of("/order/other", "new")))
                        .selects(EVENT))
                .isFalse();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(problems(Map.of()))
                .containsExactly("vigil.sensors.x.types: nothing; expected at least one type of event, such as"
                        + " \"order.created\" or \"order.*\"");
    }

    @Test
    void whatIsWrongIsNamedWithItsValue() {
        assertThat(problems(Map.of("types", List.of(), "sources", List.of("a", " "), "key", "pointer:order")))
                .containsExactly(
                        "vigil.sensors.x.types: []; expected at least one pattern, none of them blank",
                        "vigil.sensors.x.sources: [a,  ]; expected at least one pattern, none of them blank",
                        "vigil.sensors.x.key: \"pointer:order\"; expected " + KeyRule.EXPECTED);
        assertThat(problems(Map.of("types", Map.of("a", 1), "key", Map.of("b", 2))))
                .containsExactly(
                        "vigil.sensors.x.types: {a=1}; expected a list of texts",
                        "vigil.sensors.x.key: {b=2}; expected a text");
        assertThat(problems(Map.of("types", "*", "where", Map.of("action", "opened"))))
                .containsExactly(
                        "vigil.sensors.x.where.action: \"opened\"; expected a JSON pointer such as \"/action\" as the key");
        assertThat(problems(Map.of("types", "*", "where", Map.of("/action", List.of()))))
                .containsExactly("vigil.sensors.x.where./action: []; expected at least one text");
        assertThat(problems(Map.of("types", "*", "where", Map.of("/action", Map.of("c", 3)))))
                .containsExactly("vigil.sensors.x.where./action: {c=3}; expected a list of texts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Subject", "pointer:", "pointer:/a~2", "extension:", "extension:Tenant", "text: ", "id:x"})
    void noOtherRuleIsOne(String rule) {
        assertThat(KeyRule.of(rule)).isEmpty();
    }
}
