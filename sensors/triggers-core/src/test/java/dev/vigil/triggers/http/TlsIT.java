package dev.vigil.triggers.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Trigger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.Dns;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of both sides, and secrets that are replaced while the trigger runs. */
@Timeout(120)
class TlsIT {
    @TempDir
    static Path shared;

    private static TestAuthority ours;
    private static TestAuthority theirs;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeCertificates() throws Exception {
        ours = new TestAuthority(shared.resolve("ours"));
        ours.issue("server", "EC");
        ours.issue("client", "RSA");
        ours.issue("other", "EC");
        theirs = new TestAuthority(shared.resolve("theirs"));
        theirs.issue("client", "EC");
    }

    @Test
    void aServerWithACertificateOfTheAuthorityIsTrustedAndAnotherIsNot() throws Exception {
        try (var server = TestServer.secure(ours.context("server"), false)) {
            assertThat(Attempts.fireOnce(values(server, Map.of("authority", ours.file("authority.pem")))))
                    .isEqualTo(new Trigger.Delivered());
            assertThat(Attempts.fireOnce(values(server, Map.of("authority", theirs.file("authority.pem")))))
                    .isInstanceOf(Trigger.TryAgain.class);
            assertThat(Attempts.fireOnce(values(server, Map.of()))).isInstanceOf(Trigger.TryAgain.class);
            assertThat(server.seen).hasSize(1);
        }
    }

    @Test
    void aServerThatNeedsACertificateGetsIt() throws Exception {
        try (var server = TestServer.secure(ours.context("server"), true)) {
            assertThat(Attempts.fireOnce(values(server, Map.of("authority", ours.file("authority.pem")))))
                    .isInstanceOf(Trigger.TryAgain.class);
            assertThat(Attempts.fireOnce(values(server, identity(ours)))).isEqualTo(new Trigger.Delivered());
        }
    }

    @Test
    void certificatesThatAreReplacedAreUsedAndBrokenOnesAreNot() throws Exception {
        use(theirs, "client.pem", "client.key");
        try (var server = TestServer.secure(ours.context("server"), true);
                var trigger = Attempts.trigger(values(server, copies()), Dns.SYSTEM)) {
            assertThat(Attempts.fire(trigger)).isInstanceOf(Trigger.TryAgain.class);
            use(ours, "client.pem", "client.key");
            assertThat(Attempts.fire(trigger)).isEqualTo(new Trigger.Delivered());
            use(ours, "other.pem", "client.key");
            assertThat(Attempts.fire(trigger)).as("half replaced").isEqualTo(new Trigger.Delivered());
            Files.writeString(folder.resolve("own.pem"), "nonsense");
            assertThat(Attempts.fire(trigger)).isEqualTo(new Trigger.Delivered());
            Files.delete(folder.resolve("own.key"));
            assertThat(Attempts.fire(trigger)).isEqualTo(new Trigger.Delivered());
        }
    }

    @Test
    void aKeyOfAnotherCertificateEndsTheStart() {
        var settings = new dev.vigil.api.Settings(
                "t",
                Map.of(
                        "url",
                        "https://h/",
                        "tls",
                        Map.of(
                                "certificate", ours.file("other.pem").toString(),
                                "private-key", ours.file("client.key").toString())));
        HttpTriggerSettings.from(settings);
        assertThat(settings.problems()).hasSize(1).first().asString().startsWith("t.tls: ");
    }

    @Test
    void theCertificateIsNotShownWhereARedirectLeads() throws Exception {
        try (var first = TestServer.secure(ours.context("server"), true);
                var second = TestServer.secure(ours.context("server"), true)) {
            first.redirect(307, "https://localhost:" + second.port() + "/there");
            var values = values(first, identity(ours));
            values.put("redirects", 1);
            assertThat(Attempts.fireOnce(values)).isInstanceOf(Trigger.TryAgain.class);
            assertThat(first.seen).hasSize(1);
            assertThat(second.seen).isEmpty();
        }
    }

    @Test
    void nothingIsSentInTheClearBecauseOfARedirect() throws Exception {
        try (var first = TestServer.secure(ours.context("server"), false);
                var second = TestServer.plain()) {
            first.redirect(307, "http://localhost:" + second.port() + "/there");
            var values = values(first, identity(ours));
            values.put("redirects", 1);
            assertThat(Attempts.fireOnce(values))
                    .isEqualTo(new Trigger.Refused("status 307: redirected from https to http"));
            assertThat(second.seen).isEmpty();
        }
    }

    @Test
    void aSecretThatIsReplacedIsUsedAtOnce() throws Exception {
        var token = Files.writeString(folder.resolve("token"), "old\n");
        try (var server = TestServer.plain()) {
            var values = Map.of(
                    "url",
                    "http://localhost:" + server.port() + "/",
                    "allow",
                    "127.0.0.0/8",
                    "authorization",
                    Map.of("token-file", token.toString()));
            try (var trigger = Attempts.trigger(values, Dns.SYSTEM)) {
                assertThat(Attempts.fire(trigger)).isEqualTo(new Trigger.Delivered());
                Files.writeString(token, "new\n");
                assertThat(Attempts.fire(trigger)).isEqualTo(new Trigger.Delivered());
                Files.delete(token);
                assertThat(Attempts.fire(trigger))
                        .isInstanceOfSatisfying(
                                Trigger.TryAgain.class,
                                again -> assertThat(again.cause()).startsWith("t.authorization.token-file: "));
            }
            assertThat(server.seen)
                    .extracting(seen -> seen.headers().get("Authorization"))
                    .containsExactly(List.of("Bearer old"), List.of("Bearer new"));
        }
    }

    private void use(TestAuthority authority, String certificate, String key) throws IOException {
        replace(authority.file(certificate), folder.resolve("own.pem"));
        replace(authority.file(key), folder.resolve("own.key"));
    }

    /** As a mounted secret is replaced: by another file. */
    private void replace(Path from, Path to) throws IOException {
        var next = Files.copy(from, folder.resolve("next"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(next, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Map<String, Path> copies() {
        return Map.of(
                "certificate", folder.resolve("own.pem"),
                "private-key", folder.resolve("own.key"),
                "authority", ours.file("authority.pem"));
    }

    private static Map<String, Path> identity(TestAuthority authority) {
        return Map.of(
                "certificate", authority.file("client.pem"),
                "private-key", authority.file("client.key"),
                "authority", authority.file("authority.pem"));
    }

    private static Map<String, Object> values(TestServer server, Map<String, Path> files) {
        var tls = new HashMap<String, Object>();
        files.forEach((key, file) -> tls.put(key, file.toString()));
        return new HashMap<>(
                Map.of("url", "https://localhost:" + server.port() + "/hook", "allow", "127.0.0.0/8", "tls", tls));
    }
}
