package dev.vigil.triggers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import dev.vigil.triggers.http.RequestTemplate.Method;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HttpTriggerSettingsTest {
    private static final String PATH = "vigil.triggers.pager.";

    @Test
    void anAddressIsAllThatIsNeeded() {
        var settings = read(Map.of("url", "http://h/x"));
        assertThat(settings.timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(settings.accepted()).isEqualTo(new AcceptedStatuses(List.of("2xx")));
        assertThat(settings.request().method()).isEqualTo(Method.POST);
        assertThat(settings.request().contentType()).isEqualTo("application/json");
        assertThat(settings.request().headers()).isEmpty();
        assertThat(settings.request().secretHeaders()).isEmpty();
        assertThat(settings.request().body()).isEmpty();
    }

    @Test
    void everyKeyIsTaken(@TempDir Path folder) throws IOException {
        var token = Files.writeString(folder.resolve("token"), "Bearer s3\n");
        var settings = read(Map.of(
                "url", "https://h/{{v}}",
                "method", "PUT",
                "headers", Map.of("X-Value", "v={{v}}"),
                "headers-from-files", Map.of("Authorization", token.toString()),
                "content-type", "text/plain; charset=UTF-8",
                "body", "{{v}}!",
                "accepted", List.of("2xx", 409),
                "timeout", "250ms",
                "http-version", 2));
        assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(settings.accepted().contains(299)).isTrue();
        assertThat(settings.accepted().contains(409)).isTrue();
        assertThat(settings.accepted().contains(404)).isFalse();
        assertThat(settings.toString()).doesNotContain("s3");

        var request = settings.request().fill(Firings.of("{\"v\": \"\\\"1\"}"));
        assertThat(request.uri()).isEqualTo(URI.create("https://h/%221"));
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.headers().map())
                .containsEntry("X-Value", List.of("v=\"1"))
                .containsEntry("Authorization", List.of("Bearer s3"))
                .containsEntry("Content-Type", List.of("text/plain; charset=UTF-8"))
                .containsEntry("Idempotency-Key", List.of(Firings.ID));
        assertThat(request.bodyPublisher().orElseThrow().contentLength()).isEqualTo(3);
    }

    @Test
    void getAndDeleteSendNoPayload() {
        for (var method : List.of("GET", "DELETE")) {
            var request =
                    read(Map.of("url", "http://h/", "method", method)).request().fill(Firings.of("{}"));
            assertThat(request.bodyPublisher().orElseThrow().contentLength()).isZero();
            assertThat(request.headers().map()).doesNotContainKey("Content-Type");
        }
        var delete = Map.of("url", "http://h/", "method", "DELETE", "body", "x");
        assertThat(read(delete)
                        .request()
                        .fill(Firings.of("{}"))
                        .bodyPublisher()
                        .orElseThrow()
                        .contentLength())
                .isEqualTo(1);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("url", "ftp://h"),
                Arguments.of("url", "http://{{h}}/"),
                Arguments.of("url", "http://h/{{x"),
                Arguments.of("url", "http://h/{{firing.x}}"),
                Arguments.of("method", "post"),
                Arguments.of("method", "TRACE"),
                Arguments.of("headers", "X"),
                Arguments.of("headers.X A", "x"),
                Arguments.of("headers.Host", "x"),
                Arguments.of("headers.content-TYPE", "x"),
                Arguments.of("headers.Idempotency-Key", "x"),
                Arguments.of("headers.X-A", "{{x"),
                Arguments.of("headers.X-A", "a\r\nX-B: b"),
                Arguments.of("headers.X-A", "é"),
                Arguments.of("headers.X-A", List.of("x")),
                Arguments.of("headers-from-files.X-A", "/no/such/file"),
                Arguments.of("headers-from-files.X-A", "no\0file"),
                Arguments.of("content-type", "json"),
                Arguments.of("content-type", "text/plain; charset=iso-8859-1"),
                Arguments.of("content-type", "text/plain\r\nX: y"),
                Arguments.of("body", "{{#x}}"),
                Arguments.of("body", "{{>x}}"),
                Arguments.of("accepted", List.of()),
                Arguments.of("accepted", List.of("1xx")),
                Arguments.of("accepted", List.of("2xx", "ok")),
                Arguments.of("accepted", "2000"),
                Arguments.of("timeout", "0s"),
                Arguments.of("timeout", "11 minutes"),
                Arguments.of("timeout", "soon"),
                Arguments.of("http-version", "3"),
                Arguments.of("http-version", Map.of()),
                Arguments.of("uri", "http://h"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongValueIsOneProblemUnderItsPath(String key, Object value) {
        var values = new HashMap<String, Object>(Map.of("url", "http://h/"));
        var dot = key.indexOf('.');
        if (dot < 0) {
            values.put(key, value);
        } else {
            values.put(key.substring(0, dot), Map.of(key.substring(dot + 1), value));
        }
        assertThat(problems(values)).hasSize(1).first().asString().startsWith(PATH + key + ": ");
    }

    @Test
    void aMissingAddressIsAProblem() {
        assertThat(problems(Map.of()))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(PATH + "url: nothing; expected an address");
    }

    @Test
    void aGetWithABodyIsAProblem() {
        assertThat(problems(Map.of("url", "http://h/", "method", "GET", "body", "x")))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(PATH + "body: ");
    }

    @Test
    void aHeaderStandsOnce(@TempDir Path folder) throws IOException {
        var token = Files.writeString(folder.resolve("token"), "x");
        assertThat(problems(Map.of("url", "http://h/", "headers", Map.of("X-A", "1", "x-a", "2"))))
                .hasSize(1)
                .first()
                .asString()
                .contains("once");
        assertThat(problems(Map.of(
                        "url", "http://h/",
                        "headers", Map.of("X-A", "1"),
                        "headers-from-files", Map.of("x-a", token.toString()))))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(PATH + "headers-from-files.x-a: ");
    }

    @Test
    void aHeaderFileHoldsOneLineOfText(@TempDir Path folder) throws IOException {
        var file = folder.resolve("token");
        var values = Map.of("url", "http://h/", "headers-from-files", Map.of("X-A", file.toString()));
        for (var wrong : List.of("", "\n", "a\nb", "a\n\n", " a", "é", "x".repeat(8193))) {
            Files.writeString(file, wrong);
            assertThat(problems(values)).as(wrong).hasSize(1).first().asString().doesNotContain("é");
        }
        Files.writeString(file, "a b\r\n");
        assertThat(read(values).request().secretHeaders()).isEqualTo(Map.of("X-A", "a b"));
    }

    @Test
    void everyKeyIsDocumented() throws IOException {
        var page = Files.readString(Path.of("README.md"));
        var unknown = problems(Map.of("url", "http://h/", "?", 1)).getFirst();
        assertThat(unknown.substring(unknown.indexOf("one of ") + 7).split(", "))
                .hasSize(9)
                .allSatisfy(key -> assertThat(page).contains("| `" + key + "` |"));
    }

    private static HttpTriggerSettings read(Map<String, ?> values) {
        var settings = new Settings("vigil.triggers.pager", values);
        var read = HttpTriggerSettings.from(settings);
        assertThat(settings.problems()).isEmpty();
        return read;
    }

    private static List<String> problems(Map<String, ?> values) {
        var settings = new Settings("vigil.triggers.pager", values);
        HttpTriggerSettings.from(settings);
        return settings.problems().stream().map(Settings.Problem::toString).toList();
    }
}
