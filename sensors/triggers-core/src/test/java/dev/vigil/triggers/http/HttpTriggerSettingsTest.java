package dev.vigil.triggers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import dev.vigil.triggers.Firings;
import dev.vigil.triggers.http.RequestTemplate.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import okhttp3.Protocol;
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
        assertThat(settings.protocols()).containsExactly(Protocol.HTTP_1_1);
        assertThat(settings.redirects()).isEqualTo(new Redirects(0));
        assertThat(settings.guard().allowed()).isEmpty();
        assertThat(settings.tls()).isEmpty();
        assertThat(settings.accepted()).isEqualTo(new AcceptedStatuses(List.of("2xx")));
        assertThat(settings.request().method()).isEqualTo(Method.POST);
        assertThat(settings.request().contentType()).isEqualTo("application/json");
        assertThat(settings.request().headers()).isEmpty();
        assertThat(settings.secrets()).isEmpty();
        assertThat(settings.request().body()).isEmpty();
    }

    @Test
    void everyKeyIsTaken(@TempDir Path folder) throws IOException {
        var token = Files.writeString(folder.resolve("token"), "Bearer s3\n");
        var settings = read(Map.of(
                "url",
                "https://h/{{v}}",
                "method",
                "PUT",
                "headers",
                Map.of("X-Value", "v={{v}}"),
                "headers-from-files",
                Map.of("Authorization", token.toString()),
                "content-type",
                "text/plain; charset=UTF-8",
                "body",
                "{{v}}!",
                "accepted",
                List.of("2xx", 409),
                "timeout",
                "250ms",
                "redirects",
                3,
                "allow",
                List.of("10.0.0.0/8", "::1")));
        assertThat(settings.timeout()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.redirects()).isEqualTo(new Redirects(3));
        assertThat(settings.guard().allowed()).hasSize(2);
        assertThat(settings.accepted().contains(299)).isTrue();
        assertThat(settings.accepted().contains(409)).isTrue();
        assertThat(settings.accepted().contains(404)).isFalse();
        assertThat(settings.secrets()).hasSize(1).first().satisfies(secret -> {
            assertThat(secret.name()).isEqualTo("Authorization");
            assertThat(secret.read()).hasValue("Bearer s3");
        });
        assertThat(settings.toString()).doesNotContain("s3");

        var request = settings.request().fill(Firings.of("{\"v\": \"\\\"1\"}"));
        assertThat(request.url()).isEqualTo(HttpUrl.get("https://h/%221"));
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.header("X-Value")).isEqualTo("v=\"1");
        assertThat(request.header("Idempotency-Key")).isEqualTo(Firings.ID);
        var body = Objects.requireNonNull(request.body());
        assertThat(body.contentType()).hasToString("text/plain; charset=UTF-8");
        assertThat(body.contentLength()).isEqualTo(3);
    }

    @Test
    void http2IsAskedForFirstWhereItIsConfigured() {
        assertThat(read(Map.of("url", "http://h/", "http-version", 2)).protocols())
                .containsExactly(Protocol.HTTP_2, Protocol.HTTP_1_1);
    }

    @Test
    void getAndDeleteSendNoPayload() throws IOException {
        for (var method : List.of("GET", "DELETE")) {
            var request =
                    read(Map.of("url", "http://h/", "method", method)).request().fill(Firings.of("{}"));
            var body = request.body();
            assertThat(body == null ? 0 : body.contentLength()).isZero();
            assertThat(body == null ? null : body.contentType()).isNull();
        }
        var delete = Map.of("url", "http://h/", "method", "DELETE", "body", "x");
        var body = Objects.requireNonNull(
                read(delete).request().fill(Firings.of("{}")).body());
        assertThat(body.contentLength()).isEqualTo(1);
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
                Arguments.of("url", "http://localhost/"),
                Arguments.of("url", "http://LOCALHOST:80/"),
                Arguments.of("url", "http://10.1.2.3/"),
                Arguments.of("url", "http://[::1]/"),
                Arguments.of("url", "http://[::ffff:10.1.2.3]/"),
                Arguments.of("url", "http://169.254.169.254/latest"),
                Arguments.of("allow", "10.0.0.1/8"),
                Arguments.of("allow", "intranet"),
                Arguments.of("allow", List.of("10.0.0.0/8", "10.0.0.0/33")),
                Arguments.of("redirects", -1),
                Arguments.of("redirects", 11),
                Arguments.of("authorization.token-file", "/no/such/file"),
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
    void anAddressThatStandsThereIsTakenIfItsRangeIsAllowed() {
        read(Map.of("url", "http://localhost/", "allow", "127.0.0.0/8"));
        read(Map.of("url", "http://localhost/", "allow", "::1"));
        read(Map.of("url", "http://10.1.2.3/", "allow", List.of("10.0.0.0/8")));
        read(Map.of("url", "http://[fd12::1]/", "allow", List.of("fd12::/16")));
        assertThat(problems(Map.of("url", "http://10.1.2.3/", "allow", "10.2.0.0/16")))
                .hasSize(1)
                .first()
                .asString()
                .contains("url: ", "allowed by " + PATH + "allow", "10.1.2.3 is private");
    }

    @Test
    void aCertificateAndItsKeyStandTogether() {
        assertThat(problems(Map.of("url", "http://h/", "tls", Map.of("certificate", "/c"))))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(PATH + "tls.private-key: nothing; expected a file");
        assertThat(problems(Map.of("url", "http://h/", "tls", Map.of("private-key", "/k"))))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(PATH + "tls.certificate: nothing; expected a file");
        assertThat(problems(Map.of("url", "http://h/", "tls", Map.of("authority", "/no/such/file"))))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(PATH + "tls: ")
                .contains("/no/such/file");
    }

    @Test
    void anAuthorizationNamesWhatItsSchemeNeeds(@TempDir Path folder) throws IOException {
        var secret = Files.writeString(folder.resolve("secret"), "p\u00e4ss\n").toString();
        var basic = read(Map.of(
                "url", "http://h/", "authorization", Map.of("scheme", "basic", "user", "u", "password-file", secret)));
        assertThat(basic.secrets().getFirst().read()).hasValue("Basic dTpww6Rzcw==");
        assertThat(problems(Map.of("url", "http://h/", "authorization", Map.of("token-file", secret))))
                .as("a token is printable ASCII")
                .hasSize(1)
                .first()
                .asString()
                .startsWith(PATH + "authorization.token-file: ");
        assertThat(problems(Map.of("url", "http://h/", "authorization", Map.of("scheme", "basic"))))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).containsAnyOf(".user: ", ".password-file: "));
        assertThat(problems(Map.of(
                        "url", "http://h/",
                        "headers", Map.of("authorization", "x"),
                        "authorization", Map.of("scheme", "basic", "user", "u", "password-file", secret))))
                .hasSize(1)
                .first()
                .asString()
                .contains("once");
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
        assertThat(read(values).secrets().getFirst().read()).hasValue("a b");
    }

    @Test
    void everyKeyIsDocumented() throws IOException {
        var page = Files.readString(Path.of("README.md"));
        var unknown = problems(Map.of("url", "http://h/", "?", 1)).getFirst();
        assertThat(unknown.substring(unknown.indexOf("one of ") + 7).split(", "))
                .hasSize(13)
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
