package dev.vigil.sources.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookSettingsTest {
    private static final String PATH = "vigil.sources.hook.";
    private static final Map<String, Object> SMALLEST =
            Map.of("signature", "none", "id", "digest", "type", "text:hook.called");

    @Test
    void whatIsNotSaidHasDefaults() {
        assertThat(read(SMALLEST))
                .isEqualTo(new WebhookSettings(
                        "/webhooks/hook",
                        Set.of("POST"),
                        1 << 20,
                        List.of(),
                        new EventMapping(
                                new Expression.Text("/webhooks/hook"),
                                new Expression.Digest(),
                                new Expression.Text("hook.called"),
                                "",
                                Optional.empty(),
                                Optional.empty())));
    }

    @Test
    void theFlavourOfGitHubSaysWhereTheIdentityIs() {
        var mapping = read(Map.of("signature", "none", "flavour", "github")).mapping();
        assertThat(mapping)
                .isEqualTo(new EventMapping(
                        new Expression.Text("/webhooks/hook"),
                        new Expression.Header("X-GitHub-Delivery"),
                        new Expression.Header("X-GitHub-Event"),
                        "",
                        Optional.of(new Expression.Pointer("/repository/full_name")),
                        Optional.empty()));
    }

    @Test
    void theSignatureOfGitHubIsTheDefaultOfTheSection() {
        var signature = read(with("signature", Map.of("secret", "s3"))).proofs();
        assertThat(signature).containsExactly(new HmacSignature("X-Hub-Signature-256", "sha256=", key("s3")));
    }

    @Test
    void everyKeyIsTaken() {
        var settings = read(Map.ofEntries(
                Map.entry("path", "/in/build-1"),
                Map.entry("methods", List.of("PUT", "POST")),
                Map.entry("body-limit", "64 KiB"),
                Map.entry(
                        "signature",
                        Map.of("header", "X-Sig", "prefix", "", "secret", "s3", "algorithm", "hmac-sha256")),
                Map.entry("flavour", "github"),
                Map.entry("source", "pointer:/s"),
                Map.entry("id", "pointer:/i"),
                Map.entry("type", "pointer:/t"),
                Map.entry("type-prefix", "com.github."),
                Map.entry("subject", "text:x"),
                Map.entry("key", "header:X-Key")));
        assertThat(settings)
                .isEqualTo(new WebhookSettings(
                        "/in/build-1",
                        Set.of("PUT", "POST"),
                        65_536,
                        List.of(new HmacSignature("X-Sig", "", key("s3"))),
                        new EventMapping(
                                new Expression.Pointer("/s"),
                                new Expression.Pointer("/i"),
                                new Expression.Pointer("/t"),
                                "com.github.",
                                Optional.of(new Expression.Text("x")),
                                Optional.of(new Expression.Header("X-Key")))));
    }

    @Test
    void aSecretInAFileLosesItsLineEndAndNothingElse(@TempDir Path folder) throws IOException {
        assertThat(keyFrom(folder, "s3\n")).isEqualTo(key("s3"));
        assertThat(keyFrom(folder, "s3\r\n")).isEqualTo(key("s3"));
        assertThat(keyFrom(folder, " s3 ")).isEqualTo(key(" s3 "));
        assertThat(keyFrom(folder, "s3\n\n")).isEqualTo(key("s3\n"));
    }

    @Test
    void aSecretFileThatIsEmptyTooLongOrNotThereIsAProblem(@TempDir Path folder) throws IOException {
        var file = folder.resolve("secret");
        var settings = Map.of("signature", Map.of("secret-file", file.toString()));
        assertThat(problems(with(settings))).hasSize(1).first().asString().contains("secret-file", "readable");
        Files.writeString(file, "\n");
        assertThat(problems(with(settings))).hasSize(1);
        Files.writeString(file, "x".repeat(4097));
        assertThat(problems(with(settings))).hasSize(1);
        Files.writeString(file, "x".repeat(4096));
        assertThat(problems(with(settings))).isEmpty();
    }

    @Test
    void nobodyTakesUnsignedRequestsWithoutSayingSo() {
        assertThat(problems(Map.of("flavour", "github")))
                .containsExactly(PATH + "signature: nothing; expected a section { secret-file = FILE }, "
                        + "or none to take unsigned requests");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("path", "webhooks/x"),
                Arguments.of("path", "/"),
                Arguments.of("path", "/a//b"),
                Arguments.of("path", "/a/../b"),
                Arguments.of("path", "/a/."),
                Arguments.of("path", "/a?b"),
                Arguments.of("path", "/a/"),
                Arguments.of("methods", List.of()),
                Arguments.of("methods", "GET"),
                Arguments.of("methods", List.of("POST", "post")),
                Arguments.of("body-limit", 0),
                Arguments.of("body-limit", "26 MiB"),
                Arguments.of("body-limit", "much"),
                Arguments.of("signature", "nothing"),
                Arguments.of("signature", List.of("none")),
                Arguments.of("flavour", "gitlab"),
                Arguments.of("flavour", Map.of()),
                Arguments.of("source", "digest"),
                Arguments.of("source", "text:not a uri"),
                Arguments.of("source", "x"),
                Arguments.of("id", "text:always-the-same"),
                Arguments.of("id", "X-Delivery"),
                Arguments.of("type", "digest"),
                Arguments.of("type", "header:"),
                Arguments.of("type-prefix", "a\nb"),
                Arguments.of("subject", "pointer:x"),
                Arguments.of("subject", ""),
                Arguments.of("key", "text:"),
                Arguments.of("flavor", "github"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongValueIsOneProblemUnderItsPath(String key, Object value) {
        assertThat(problems(with(key, value))).hasSize(1).first().asString().startsWith(PATH + key + ": ");
    }

    static Stream<Arguments> wrongSignatures() {
        var standard = Map.of("scheme", "standard", "secret", "s3!");
        return Stream.of(
                Arguments.of(standard, "scheme"),
                Arguments.of(Map.of("scheme", "standard", "secret", "whsec_czM=", "tolerance", "2h"), "tolerance"),
                Arguments.of(Map.of("scheme", "standard", "secret", "whsec_czM=", "header", "X"), "header"),
                Arguments.of(Map.of("scheme", "asymmetric", "secret", "s3"), "scheme"),
                Arguments.of(Map.of("secret-files", List.of("a", "b")), "secret-files"),
                Arguments.of(Map.of(), "secret-file"),
                Arguments.of(Map.of("secret", ""), "secret"),
                Arguments.of(Map.of("secret", "s3", "secret-file", "f"), "secret-file"),
                Arguments.of(Map.of("secret-file", "no\0file"), "secret-file"),
                Arguments.of(Map.of("secret", "s3", "header", "a b"), "header"),
                Arguments.of(Map.of("secret", "s3", "header", ""), "header"),
                Arguments.of(Map.of("secret", "s3", "algorithm", "hmac-sha1"), "algorithm"),
                Arguments.of(Map.of("secret", "s3", "secrets", "s4"), "secrets"));
    }

    @ParameterizedTest
    @MethodSource("wrongSignatures")
    void aWrongSignatureIsOneProblemUnderItsPathAndNeverShowsTheSecret(Map<String, Object> section, String key) {
        assertThat(problems(with(Map.of("signature", section, "id", "header:webhook-id"))))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(PATH + "signature." + key + ": ")
                .doesNotContain("s3");
    }

    static Stream<Arguments> wrongAuthorizations() {
        return Stream.of(
                Arguments.of(Map.of(), "token-file"),
                Arguments.of(Map.of("scheme", "digest", "token", "s3"), "scheme"),
                Arguments.of(Map.of("token", "s3", "user", "ci"), "user"),
                Arguments.of(Map.of("scheme", "basic", "password", "s3"), "user"),
                Arguments.of(Map.of("scheme", "basic", "user", "a:b", "password", "s3"), "user"),
                Arguments.of(Map.of("scheme", "basic", "user", "ci"), "password-file"));
    }

    @ParameterizedTest
    @MethodSource("wrongAuthorizations")
    void aWrongAuthorizationIsOneProblemUnderItsPathAndNeverShowsTheSecret(Map<String, Object> section, String key) {
        assertThat(problems(with("authorization", section)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(PATH + "authorization." + key + ": ")
                .doesNotContain("s3");
    }

    @Test
    void credentialsAreEnoughWithoutASignature() {
        var values = Map.of("authorization", Map.of("token", "s3"), "id", "digest", "type", "text:hook.called");
        assertThat(problems(values)).isEmpty();
        assertThat(read(values).proofs()).singleElement().isInstanceOf(Credentials.class);
    }

    @Test
    void theFlavourOfStandardWebhooksSaysWhereTheIdentityIsAndHowItIsSigned() {
        var settings = read(Map.of("signature", Map.of("secret", "whsec_czM="), "flavour", "standard"));
        assertThat(settings.mapping().id()).isEqualTo(new Expression.Header("webhook-id"));
        assertThat(settings.mapping().type()).isEqualTo(new Expression.Pointer("/type"));
        assertThat(settings.proofs()).singleElement().isInstanceOf(StandardSignature.class);
    }

    static Stream<Arguments> wrongWithStandardWebhooks() {
        return Stream.of(
                Arguments.of("id", "header:X-GitHub-Delivery"),
                Arguments.of("id", "digest"),
                Arguments.of("id", "text:x"),
                Arguments.of("source", "header:X-Source"),
                Arguments.of("type", "header:X-GitHub-Event"),
                Arguments.of("subject", "header:X-Subject"),
                Arguments.of("key", "header:webhook-timestamp"));
    }

    /** Else a recorded request becomes another event, or comes to another slot, where nobody knows it. */
    @ParameterizedTest
    @MethodSource("wrongWithStandardWebhooks")
    void withStandardWebhooksTheSignedIdNamesAnEventAndNoOtherHeaderPlacesIt(String key, String expression) {
        var standard = Map.of("scheme", "standard", "secret", "whsec_czM=");
        assertThat(problems(Map.of("signature", standard, "flavour", "standard", key, expression)))
                .singleElement()
                .asString()
                .startsWith(PATH + key + ": ")
                .contains("header:webhook-id", "signature.scheme = standard");
        assertThat(problems(Map.of("signature", "none", "flavour", "standard", key, expression)).stream()
                        .filter(problem -> problem.contains("scheme")))
                .isEmpty();
    }

    @Test
    void withStandardWebhooksTheIdIsTheSignedOneWhateverTheFlavour() {
        var standard = Map.of("scheme", "standard", "secret", "whsec_czM=");
        for (var flavour : List.of("plain", "github", "standard")) {
            var values = Map.of("signature", standard, "flavour", flavour, "type", "pointer:/type");
            assertThat(read(values).mapping().id()).isEqualTo(new Expression.Header("webhook-id"));
        }
        assertThat(problems(Map.of("signature", standard, "flavour", "github")))
                .singleElement()
                .asString()
                .startsWith(PATH + "type: ");
        var written = Map.of("signature", standard, "flavour", "standard", "id", "header:Webhook-Id");
        assertThat(problems(written)).isEmpty();
    }

    @Test
    void whileASecretIsReplacedThereAreTwo(@TempDir Path folder) throws IOException {
        var files = List.of(
                Files.writeString(folder.resolve("new"), "s4\n").toString(),
                Files.writeString(folder.resolve("old"), "s3\n").toString());
        assertThat(read(with("signature", Map.of("secret-files", files))).proofs())
                .containsExactly(new HmacSignature(
                        "X-Hub-Signature-256",
                        "sha256=",
                        Mac256.of(List.of(
                                "s4".getBytes(StandardCharsets.UTF_8), "s3".getBytes(StandardCharsets.UTF_8)))));
    }

    @Test
    void anIdAndATypeAreNeededWithoutAFlavour() {
        assertThat(problems(Map.of("signature", "none")))
                .hasSize(2)
                .anyMatch(p -> p.startsWith(PATH + "id: nothing"))
                .anyMatch(p -> p.startsWith(PATH + "type: nothing"));
    }

    @Test
    void aNameThatMakesNoPathNeedsOneOfItsOwn() {
        var settings = new Settings("vigil.sources.hook", SMALLEST);
        WebhookSettings.from("my hook", settings);
        assertThat(settings.problems().toString()).contains("hook.path", "hook.source");
    }

    @Test
    void everyKeyIsDocumented() throws IOException {
        var page = Files.readString(Path.of("README.md"));
        assertThat(Stream.of(
                                problems(with("?", 1)),
                                problems(with("signature", Map.of("secret", "s", "?", 1))),
                                problems(with(Map.of(
                                        "signature",
                                        Map.of("scheme", "standard", "secret", "czM=", "?", 1),
                                        "id",
                                        "header:webhook-id"))),
                                problems(with(
                                        "authorization",
                                        Map.of("scheme", "basic", "user", "u", "password", "s", "?", 1))),
                                problems(with("authorization", Map.of("token", "s", "?", 1))))
                        .flatMap(List::stream)
                        .flatMap(p ->
                                Stream.of(p.substring(p.indexOf("one of ") + 7).split(", "))))
                .allSatisfy(key -> assertThat(page).contains("`" + key + "`"));
    }

    private static Mac256 keyFrom(Path folder, String contents) throws IOException {
        var file = Files.writeString(folder.resolve("secret"), contents);
        return read(with("signature", Map.of("secret-file", file.toString()))).proofs().stream()
                .map(HmacSignature.class::cast)
                .map(HmacSignature::mac)
                .findFirst()
                .orElseThrow();
    }

    private static Mac256 key(String secret) {
        return Mac256.of(List.of(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<String, Object> with(String key, Object value) {
        return with(Map.of(key, value));
    }

    private static Map<String, Object> with(Map<String, ?> more) {
        var all = new HashMap<>(SMALLEST);
        all.putAll(more);
        return all;
    }

    private static WebhookSettings read(Map<String, ?> values) {
        var settings = new Settings("vigil.sources.hook", values);
        var read = WebhookSettings.from("hook", settings);
        assertThat(settings.problems()).isEmpty();
        return read;
    }

    private static List<String> problems(Map<String, ?> values) {
        var settings = new Settings("vigil.sources.hook", values);
        WebhookSettings.from("hook", settings);
        return settings.problems().stream().map(Settings.Problem::toString).toList();
    }
}
