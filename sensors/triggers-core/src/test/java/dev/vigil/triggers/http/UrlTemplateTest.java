package dev.vigil.triggers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vigil.triggers.Firings;
import dev.vigil.triggers.template.Payload;
import dev.vigil.triggers.template.TemplateException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlTemplateTest {
    @Test
    void fieldsStandInPathAndQuery() {
        assertThat(fill("https://h:8443/d/{{firing.key}}/x?q={{v}}&r=1", "a/b", "{\"v\": \"ä &=\"}"))
                .isEqualTo(URI.create("https://h:8443/d/a%2Fb/x?q=%C3%A4%20%26%3D&r=1"));
        assertThat(fill("http://h", "k", "{}")).isEqualTo(URI.create("http://h"));
        assertThat(fill("http://[::1]:80?q={{firing.key}}", "k", "{}")).isEqualTo(URI.create("http://[::1]:80?q=k"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "."})
    void noKeyLeadsToAnotherPath(String key) {
        assertThatThrownBy(() -> fill("http://h/devices/{{firing.key}}/off", key, "{}"))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("another path");
        assertThat(fill("http://h/devices/{{firing.key}}x?k={{firing.key}}", key, "{}")
                        .getRawQuery())
                .isEqualTo("k=" + key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://h/",
                "h/path",
                "http://{{host}}/",
                "http://h{{x}}",
                "http://h:{{port}}/",
                "{{url}}",
                "http:///path",
                "http://user:word@h/",
                "http://h/#top",
                "http://h/a b",
                "http://h/%zz",
                "http://h/{x}",
                "http://h/{{{x}}}",
                "http://h/{{ {x} }}",
                "http://h/{{&x}}",
                "http://h/{{=<% %>=}}<%&x%>",
                "http://h/{{x",
                "http://h/\n",
                "http://h:99999x/",
                "http://h:65536/",
                "http://h:0/"
            })
    void whatIsNoAddressDoesNotCompile(String url) {
        assertThatThrownBy(() -> UrlTemplate.compile(url)).isInstanceOf(TemplateException.class);
    }

    @Property
    void aValueStaysOneSegmentOfThePathAndOneValueOfTheQuery(@ForAll("anyText") String text) {
        Assume.that(!text.equals(".") && !text.equals(".."));
        var uri = fill("http://h/a/{{firing.key}}/z?k={{firing.key}}&l=1", text, "{}");
        assertThat(uri.getHost()).isEqualTo("h");
        assertThat(uri.getRawFragment()).isNull();
        var segments = uri.getRawPath().split("/", -1);
        assertThat(segments).hasSize(4);
        assertThat(URLDecoder.decode(segments[2], StandardCharsets.UTF_8)).isEqualTo(text);
        var query = uri.getRawQuery().split("&", -1);
        assertThat(query).hasSize(2);
        assertThat(URLDecoder.decode(query[0].substring(2), StandardCharsets.UTF_8))
                .isEqualTo(text);
    }

    @Provide
    Arbitrary<String> anyText() {
        return Arbitraries.strings()
                .withCharRange('\0', '\ud7ff')
                .withChars('/', '?', '#', '&', '%', '\r', '\n', '+', '.', '*')
                .ofMaxLength(30);
    }

    private static URI fill(String url, String key, String payload) {
        return UrlTemplate.compile(url).fill(Payload.scope(Firings.of(key, payload)));
    }
}
