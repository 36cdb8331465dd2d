package dev.vigil.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings.Problem;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static Settings at(String key, @Nullable Object value) {
        var values = new LinkedHashMap<String, Object>();
        values.put(key, value);
        return new Settings("vigil.part", values);
    }

    private static void hasProblem(Settings settings, String problem) {
        assertThat(settings.problems()).extracting(Problem::toString).containsExactly(problem);
    }

    @Test
    void everyKindOfValueIsRead() {
        var settings = new Settings(
                "vigil.part",
                Map.of(
                        "text", "words",
                        "number", 7,
                        "bytes", "64 KiB",
                        "duration", "250ms",
                        "flag", true,
                        "texts", List.of("a", "b"),
                        "uri", "https://host/path?x=1",
                        "choice", "get",
                        "section", Map.of("k", "v")));
        assertThat(settings.text("text")).isEqualTo("words");
        assertThat(settings.number("number", 1, 0, 10)).isEqualTo(7);
        assertThat(settings.bytes("bytes", 1)).isEqualTo(65_536);
        assertThat(settings.duration("duration", Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.flag("flag", false)).isTrue();
        assertThat(settings.texts("texts", List.of())).containsExactly("a", "b");
        assertThat(settings.uri("uri", "http", "https")).isEqualTo(URI.create("https://host/path?x=1"));
        assertThat(settings.oneOf("choice", "post", "post", "get")).isEqualTo("get");
        assertThat(settings.textsByKey("section")).containsExactly(Map.entry("k", "v"));
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void whatIsNotThereReadsAsTheOtherValue() {
        var settings = new Settings("", Map.of());
        assertThat(settings.text("text", "x")).isEqualTo("x");
        assertThat(settings.number("number", 5, 0, 10)).isEqualTo(5);
        assertThat(settings.bytes("bytes", 5)).isEqualTo(5);
        assertThat(settings.duration("duration", Duration.ofSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.flag("flag", true)).isTrue();
        assertThat(settings.texts("texts", List.of("x"))).containsExactly("x");
        assertThat(settings.oneOf("choice", "post", "post", "get")).isEqualTo("post");
        assertThat(settings.textsByKey("section")).isEmpty();
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void whatMustBeThereAndIsNotIsAProblem() {
        var settings = new Settings("vigil.part", Map.of());
        assertThat(settings.text("name")).isEmpty();
        assertThat(settings.uri("url", "http", "https")).isNotNull();
        assertThat(settings.problems())
                .containsExactly(
                        new Problem("vigil.part.name", "nothing", "a text"),
                        new Problem("vigil.part.url", "nothing", "a URI such as \"http://host/path\""));
    }

    @Test
    void nullIsNothing() {
        var settings = at("text", null);
        assertThat(settings.has("text")).isFalse();
        assertThat(settings.text("text", "x")).isEqualTo("x");
        assertThat(settings.problems()).isEmpty();
    }

    @Test
    void aWrongValueReadsAsTheOtherAndIsNamed() {
        var settings = at("n", "many");
        assertThat(settings.number("n", 3, 1, 10)).isEqualTo(3);
        hasProblem(settings, "vigil.part.n: \"many\"; expected a whole number from 1 to 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "11", "1.5", "1e1", "", "9223372036854775808"})
    void aNumberThatIsNotWholeOrOutOfBoundsIsAProblem(String value) {
        var settings = at("n", value);
        assertThat(settings.number("n", 3, 1, 10)).isEqualTo(3);
        assertThat(settings.problems()).hasSize(1);
    }

    @Test
    void theBoundsOfANumberBelongToIt() {
        assertThat(at("n", 1).number("n", 3, 1, 10)).isEqualTo(1);
        assertThat(at("n", "10").number("n", 3, 1, 10)).isEqualTo(10);
        var fraction = at("n", 2.0);
        fraction.number("n", 3, 1, 10);
        hasProblem(fraction, "vigil.part.n: 2.0; expected a whole number from 1 to 10");
    }

    @Test
    void aSectionIsNoTextAndATextIsNoSection() {
        var section = at("x", Map.of("a", 1));
        section.text("x", "");
        hasProblem(section, "vigil.part.x: {a=1}; expected a text");
        var text = at("x", "a");
        assertThat(text.section("x").keys()).isEmpty();
        hasProblem(text, "vigil.part.x: \"a\"; expected a section {...}");
    }

    @Test
    void oneTextIsAListOfOne() {
        assertThat(at("x", "a").texts("x", List.of())).containsExactly("a");
        assertThat(at("x", List.of(1, true)).texts("x", List.of())).containsExactly("1", "true");
    }

    @Test
    void aListOfAnythingElseIsAProblem() {
        for (var value :
                List.of(List.of(Map.of()), List.of(List.of("a")), Arrays.asList("a", null), Map.of("a", "b"))) {
            var settings = at("x", value);
            assertThat(settings.texts("x", List.of("other"))).containsExactly("other");
            assertThat(settings.problems()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/", "host/path", "/path", "http://", "http:///path", "a b", ""})
    void aUriNeedsOneOfTheSchemesAndAHost(String value) {
        var settings = at("url", value);
        assertThat(settings.uri("url", "http", "https").getScheme()).isEqualTo("http");
        hasProblem(settings, "vigil.part.url: \"" + value + "\"; expected a URI such as \"http://host/path\"");
    }

    @Test
    void aChoiceNamesTheOthers() {
        var settings = at("method", "fetch");
        assertThat(settings.oneOf("method", "post", "post", "put")).isEqualTo("post");
        hasProblem(settings, "vigil.part.method: \"fetch\"; expected one of post, put");
    }

    @Test
    void aTruthValueIsTrueOrFalse() {
        assertThat(at("x", "false").flag("x", true)).isFalse();
        var settings = at("x", "yes");
        assertThat(settings.flag("x", true)).isTrue();
        hasProblem(settings, "vigil.part.x: \"yes\"; expected true or false");
    }

    @Test
    void onePassFindsAllProblems() {
        var settings = new Settings(
                "vigil.part",
                Map.of("a", "x", "b", "y", "unknown", 1, "inner", Map.of("c", "z", "d", 2, "stray", List.of())));
        settings.number("a", 0, 0, 9);
        settings.duration("b", Duration.ZERO);
        settings.text("missing");
        var inner = settings.section("inner");
        inner.bytes("c", 0);
        inner.number("d", 0, 0, 9);
        assertThat(settings.problems())
                .extracting(Problem::path)
                .containsExactlyInAnyOrder(
                        "vigil.part.a",
                        "vigil.part.b",
                        "vigil.part.missing",
                        "vigil.part.unknown",
                        "vigil.part.inner.c",
                        "vigil.part.inner.stray");
    }

    @Test
    void aKeyThatNobodyReadsIsUnknownAndTheKnownOnesAreNamed() {
        var settings = at("hots", 1);
        settings.text("host", "");
        settings.number("port", 0, 0, 9);
        hasProblem(settings, "vigil.part.hots: unknown key; expected one of host, port");
    }

    @Test
    void whereThereIsNoKeyToKnowThatIsSaid() {
        hasProblem(at("x", 1), "vigil.part.x: unknown key; expected nothing here");
    }

    @Test
    void aReaderReportsWhatOnlyItKnows() {
        var settings = at("path", "hook");
        settings.text("path");
        settings.problem("path", "a path that begins with /");
        hasProblem(settings, "vigil.part.path: \"hook\"; expected a path that begins with /");
    }

    @Test
    void aSectionWithoutAPathNamesItsKeysAlone() {
        assertThat(new Settings("", Map.of()).path("vigil")).isEqualTo("vigil");
        assertThat(new Settings("vigil", Map.of()).section("http").path("port")).isEqualTo("vigil.http.port");
    }
}
