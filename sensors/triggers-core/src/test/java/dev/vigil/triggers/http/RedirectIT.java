package dev.vigil.triggers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Trigger;
import dev.vigil.triggers.Firings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Redirects, where they are followed. */
@Timeout(60)
class RedirectIT {
    private TestServer first;
    private TestServer second;

    @BeforeEach
    void serve() throws IOException {
        first = TestServer.plain();
        second = TestServer.plain();
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void theSameRequestGoesWhereItIsSent(int status) {
        first.redirect(status, url(second, "/there"));
        assertThat(fire(Map.of("redirects", 1, "method", "PUT"))).isEqualTo(new Trigger.Delivered());
        var there = second.seen.remove();
        assertThat(there.method()).isEqualTo("PUT");
        assertThat(there.uri()).isEqualTo("/there");
        assertThat(there.body()).isEqualTo("{\"a\": 1}");
        assertThat(there.headers())
                .containsEntry("Idempotency-key", List.of(Firings.ID))
                .containsEntry("Content-type", List.of("application/json"));
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void whatWouldLoseThePayloadIsNotFollowed(int status) {
        first.redirect(status, url(second, "/there"));
        assertThat(fire(Map.of("redirects", 5))).isEqualTo(new Trigger.Refused("status " + status));
        assertThat(second.seen).isEmpty();
        assertThat(fire(Map.of("redirects", 5, "method", "GET"))).isEqualTo(new Trigger.Delivered());
        assertThat(second.seen.remove().method()).isEqualTo("GET");
    }

    @Test
    void noMoreAreFollowedThanConfigured() {
        first.redirect(307, "/again");
        assertThat(fire(Map.of("redirects", 3)))
                .isEqualTo(new Trigger.Refused("status 307: redirected more than 3 times"));
        assertThat(first.seen).hasSize(4);
    }

    @Test
    void aStatusThatIsAcceptedIsNoRedirect() {
        first.redirect(307, url(second, "/there"));
        assertThat(fire(Map.of("redirects", 3, "accepted", List.of("307")))).isEqualTo(new Trigger.Delivered());
        assertThat(second.seen).isEmpty();
    }

    @Test
    void secretsStayWithTheHostThatTheyAreFor(@TempDir Path folder) throws IOException {
        var secrets = Map.of(
                "redirects", 3,
                "headers", Map.of("X-Team", "operations"),
                "headers-from-files", Map.of("X-Key", file(folder, "key", "k3y")),
                "authorization", Map.of("token-file", file(folder, "token", "t0ken")));
        first.answer(exchange -> {
            boolean isNew = exchange.getRequestURI().getPath().equals("/hook");
            exchange.getResponseHeaders().set("Location", isNew ? "/moved" : url(second, "/there"));
            exchange.sendResponseHeaders(308, -1);
        });
        assertThat(fire(secrets)).isEqualTo(new Trigger.Delivered());
        assertThat(first.seen)
                .hasSize(2)
                .allSatisfy(seen -> assertThat(seen.headers())
                        .containsEntry("Authorization", List.of("Bearer t0ken"))
                        .containsEntry("X-key", List.of("k3y"))
                        .containsEntry("X-team", List.of("operations")));
        assertThat(second.seen.remove().headers()).doesNotContainKeys("Authorization", "X-key", "X-team");
    }

    @Test
    void aWayBackBringsNoSecretBack(@TempDir Path folder) throws IOException {
        first.answer(exchange -> {
            boolean isNew = exchange.getRequestURI().getPath().equals("/hook");
            exchange.getResponseHeaders().set("Location", url(second, "/there"));
            exchange.sendResponseHeaders(isNew ? 308 : 204, -1);
        });
        second.redirect(308, url(first, "/elsewhere"));
        assertThat(fire(Map.of("redirects", 3, "authorization", Map.of("token-file", file(folder, "token", "t0ken")))))
                .isEqualTo(new Trigger.Delivered());
        first.seen.remove();
        assertThat(first.seen.remove().headers()).doesNotContainKey("Authorization");
    }

    private static String file(Path folder, String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text + "\n").toString();
    }

    private Trigger.Attempt fire(Map<String, ?> values) {
        var all = new HashMap<String, Object>(values);
        all.put("url", url(first, "/hook"));
        all.put("allow", "127.0.0.0/8");
        return Attempts.fireOnce(all);
    }

    private static String url(TestServer server, String path) {
        return "http://localhost:" + server.port() + path;
    }
}
