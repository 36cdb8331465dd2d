package dev.vigil.triggers.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.api.DataFormat;
import dev.vigil.triggers.Firings;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTemplateTest {
    private static final String PAYLOAD =
            "{\"a\": {\"b\": [1, {\"c\": \"x\\\"y\"}]}, \"t\": true, \"n\": null, \"f\": 1.5, \"big\": 12345678901234567890,"
                    + " \"items\": [{\"v\": 1}, null, {\"v\": 2}], \"none\": [], \"firing\": \"mine\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{{a.b.0}} | 1",
                "{{a.b.1.c}} | x\\\"y",
                "{{{a.b.1.c}}} | x\"y",
                "{{a.b}} | [1,{\\\"c\\\":\\\"x\\\\\\\"y\\\"}]",
                "{{{a.b}}} | [1,{\"c\":\"x\\\"y\"}]",
                "{{t}} {{f}} {{big}} | true 1.5 12345678901234567890",
                "{{#items}}<{{v}}>{{/items}} | <1><2>",
                "{{#none}}x{{/none}}{{^none}}none{{/none}} | none",
                "{{#n}}x{{/n}}{{^n}}no{{/n}} | no",
                "{{#missing}}x{{/missing}}{{^missing}}no{{/missing}} | no",
                "{{#a}}{{b.0}}{{/a}} | 1",
                "{{payload.firing}} | mine",
                "{{#payload}}{{payload.t}}{{/payload}} | true",
                "{{firing.id}} {{firing.sensor}} {{firing.key}} {{firing.trigger}} {{firing.decidedAt}} "
                        + "| 0123456789abcdef0123456789abcdef readings dev-7 pager 2026-03-01T12:00:00Z",
            })
    void aTemplateNamesFieldsOfThePayloadAndTheFiring(String template, String filled) {
        assertThat(fill(template, Escaping.JSON, PAYLOAD)).isEqualTo(filled);
    }

    @Test
    void thePayloadIsWrittenAsItCame() {
        assertThat(fill("{{{payload}}}", Escaping.JSON, PAYLOAD)).isEqualTo(PAYLOAD);
    }

    @Test
    void aPayloadThatIsNoObjectHasNoFieldsButIsThere() {
        assertThat(fill("{{{payload}}}", Escaping.JSON, "[1, 2]")).isEqualTo("[1, 2]");
        assertThat(fill("{{payload.1}}{{#payload}}-{{.}}{{/payload}}", Escaping.JSON, "[1, 2]"))
                .isEqualTo("2-1-2");
        assertThat(fill("{{{payload}}}", Escaping.JSON, "\"x\"")).isEqualTo("\"x\"");
        assertThat(fill("{{{payload}}}", Escaping.JSON, "null")).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "missing",
                "a.missing",
                "a.b.2",
                "a.b.x",
                "n",
                "n.x",
                "t.x",
                "a.b.1.c.length",
                "a.size",
                "entrySet",
                "class",
                "a.b.99999999999",
                "payload.missing"
            })
    void aFieldThatIsNotThereIsNamed(String field) {
        assertThatThrownBy(() -> fill("x{{" + field + "}}", Escaping.NONE, PAYLOAD))
                .isInstanceOf(TemplateException.class)
                .hasMessage("the payload has no '" + field + "'");
    }

    @Test
    void ofAPathTheFirstFieldThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> fill("{{missing.x}}", Escaping.NONE, PAYLOAD))
                .hasMessage("the payload has no 'missing'");
    }

    @Test
    void bracesAreTextOnlyWithOtherDelimiters() {
        assertThat(fill("{{=<% %>=}}{{<%t%>}}", Escaping.NONE, PAYLOAD)).isEqualTo("{{true}}");
    }

    @Test
    void aFieldMissingInOneOfManyItemsIsNamedToo() {
        assertThatThrownBy(() -> fill("{{#items}}{{w}}{{/items}}", Escaping.NONE, PAYLOAD))
                .hasMessage("the payload has no 'w'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{",
                "{{a",
                "{{#a}}",
                "{{/a}}",
                "{{#a}}{{/b}}",
                "{{{a}}",
                "{{>other}}",
                "{{<other}}{{/other}}",
                "{{firing.name}}",
                "{{#x}}{{firing.name}}{{/x}}",
                "{{^firing.name}}{{/firing.name}}"
            })
    void aTemplateThatCanNeverWorkDoesNotCompile(String template) {
        assertThatThrownBy(() -> PayloadTemplate.compile(template, Escaping.NONE))
                .isInstanceOf(TemplateException.class);
    }

    @Test
    void aPayloadThatIsNotJsonIsRefused() {
        assertThatThrownBy(() -> fill("x", Escaping.NONE, "{"))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("payload: ");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, JSON",
        "application/problem+json; charset=utf-8, JSON",
        "text/plain, NONE",
        "text/html;charset=utf-8, MARKUP",
        "application/atom+xml, MARKUP",
        "Application/X-WWW-Form-Urlencoded, URL",
    })
    void theContentTypeDecidesHowValuesAreEscaped(String contentType, Escaping escaping) {
        assertThat(Escaping.forContentType(contentType)).isEqualTo(escaping);
    }

    @Test
    void markupIsEscaped() {
        assertThat(fill("<a b=\"{{v}}\"/>", Escaping.MARKUP, "{\"v\": \"<&\\\"'>\"}"))
                .isEqualTo("<a b=\"&lt;&amp;&quot;&#39;&gt;\"/>");
    }

    @Property
    void noTextLeavesItsJsonString(@ForAll("anyText") String text) {
        var payload = new String(DataFormat.json().write(Map.of("v", text)), StandardCharsets.UTF_8);
        var filled = fill("{\"text\": \"{{v}}\", \"raw\": {{{payload}}}}", Escaping.JSON, payload);
        Object read = DataFormat.json().read(ByteBuffer.wrap(filled.getBytes(StandardCharsets.UTF_8)), Object.class);
        assertThat(read).isEqualTo(Map.of("text", text, "raw", Map.of("v", text)));
    }

    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.strings()
                .all()
                .excludeChars(surrogates())
                .withChars('"', '\\', '\n', '\u2028', '{', '}')
                .ofMaxLength(30);
    }

    private static char[] surrogates() {
        var all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (var i = 0; i < all.length; i++) {
            all[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return all;
    }

    private static String fill(String template, Escaping escaping, String payload) {
        return PayloadTemplate.compile(template, escaping).fill(Payload.scope(Firings.of(payload)));
    }
}
