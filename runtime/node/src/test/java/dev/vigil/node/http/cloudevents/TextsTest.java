package dev.vigil.node.http.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a",
                "a",
                "a/b?c=d",
                "https://h:80/p#f",
                "urn:uuid:1-2",
                "mailto:a@b.example",
                "//h/p",
                "%20",
                "1-2",
                "http://[::1]/x"
            })
    void uriReferencesAreKnown(String text) {
        assertThat(Texts.isUriReference(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "a\"b", "<a>", "a\\b", "{a}", "a|b", "1a:b", "a%2", "a#b#c", "http://[::1", "é", "^"})
    void whatIsNoUriReferenceIsRefused(String text) {
        assertThat(Texts.isUriReference(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T12:34:56Z, 2026-01-31T12:34:56Z",
        "2026-01-31t12:34:56z, 2026-01-31T12:34:56Z",
        "2026-01-31T12:34:56.5Z, 2026-01-31T12:34:56.5Z",
        "2026-01-31T12:34:56.12345678987Z, 2026-01-31T12:34:56.123456789Z",
        "2026-01-31T12:34:56+02:00, 2026-01-31T10:34:56Z",
        "2026-01-31T00:00:00-23:59, 2026-01-31T23:59:00Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    })
    void timesAreReadAsRfc3339HasThem(String text, Instant time) {
        assertThat(Rfc3339.parse(text)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-01-31",
                "2026-01-31T12:34Z",
                "2026-01-31T12:34:56",
                "2026-13-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-01-31T12:60:00Z",
                "2026-01-31T12:34:61Z",
                "2026-01-31T12:34:56.Z",
                "2026-01-31T12:34:56+2:00",
                "2026-01-31T12:34:56+0200",
                "2026-01-31 12:34:56Z",
                "2026-01-31T12:34:56ZZ",
                "+2026-01-31T12:34:56Z",
                "٢٠٢٦-01-31T12:34:56Z",
                "2026-01-31T12:34:56.5"
            })
    void whatIsNoTimeIsRefused(String text) {
        assertThat(Rfc3339.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, true",
        "application/JSON; charset=utf-8, true",
        "application/ld+json, true",
        "text/json, true",
        "text/plain, false",
        "application/jsonx, false",
        "application/xml, false"
    })
    void jsonIsKnownByItsMediaType(String mediaType, boolean json) {
        assertThat(Texts.isJson(mediaType)).isEqualTo(json);
        assertThat(Texts.isMediaType(mediaType)).isTrue();
    }
}
