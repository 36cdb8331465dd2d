package dev.vigil.sources.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.HttpCall;
import dev.vigil.api.HttpReply;
import dev.vigil.api.Outcome;
import dev.vigil.api.Settings;
import dev.vigil.api.Source;
import dev.vigil.api.SourceKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSourceTest {
    private static final Map<String, Object> GITHUB = Map.of("flavour", "github", "signature", Map.of("secret", "s3"));
    private static final HmacSignature SIGNATURE = new HmacSignature(
            "X-Hub-Signature-256", "sha256=", Mac256.of(List.of("s3".getBytes(StandardCharsets.UTF_8))));
    private static final String RUN = "{\"action\": \"completed\", \"repository\": {\"full_name\": \"vigil/vigil\"}}";

    private final RecordingContext context = new RecordingContext();

    @Test
    void aSignedDeliveryOfGitHubIsOneEvent() {
        var reply = answer(GITHUB, Requests.signed(delivery(RUN), SIGNATURE));

        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.body()).isEqualTo("{\"accepted\": 1, \"duplicates\": 0}");
        var event = event();
        assertThat(event.source()).isEqualTo("/webhooks/hook");
        assertThat(event.id()).isEqualTo("d-1");
        assertThat(event.type()).isEqualTo("workflow_run");
        assertThat(event.subject()).contains("vigil/vigil");
        assertThat(event.time()).contains(RecordingContext.NOW);
        assertThat(event.dataContentType()).contains("application/json");
        assertThat(event.extensions()).isEmpty();
        assertThat(event.dataAsText()).isEqualTo(RUN);
        assertThat(context.refused).isEmpty();
    }

    @Test
    void aRequestMaySayWhereInATraceItBelongs() {
        var parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var call = Requests.json(RUN, "X-GitHub-Delivery", "d-3", "X-GitHub-Event", "ping", "traceparent", parent);
        assertThat(answer(GITHUB, Requests.signed(call, SIGNATURE)).status()).isEqualTo(202);
        assertThat(event().extensions()).containsOnly(Map.entry("traceparent", parent));
    }

    @Test
    void aPingIsAnEventAndSoIsADeliveryAboutNoRepository() {
        var ping = Requests.json(
                "{\"zen\": \"Design for failure.\"}", "X-GitHub-Delivery", "d-2", "X-GitHub-Event", "ping");
        assertThat(answer(GITHUB, Requests.signed(ping, SIGNATURE)).status()).isEqualTo(202);
        assertThat(event().type()).isEqualTo("ping");
        assertThat(event().subject()).isEmpty();
    }

    @Test
    void aWrongOrMissingSignatureGets401AndNoHint() {
        var wrong = answer(GITHUB, Requests.json(RUN, "X-Hub-Signature-256", "sha256=" + "0".repeat(64)));
        var missing = answer(GITHUB, delivery(RUN));
        var malformed = answer(GITHUB, Requests.json(RUN, "X-Hub-Signature-256", "sha256=zz"));

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong).isEqualTo(missing).isEqualTo(malformed);
        assertThat(wrong.body()).contains("\"detail\":\"signature\"");
        assertThat(context.refused).containsExactly("signature", "signature", "signature");
        assertThat(context.published).isEmpty();
    }

    @Test
    void theSignatureIsCheckedBeforeAnythingElse() {
        var hopeless = Requests.request(
                "payload=%7B".getBytes(StandardCharsets.UTF_8),
                Map.of("content-type", "application/x-www-form-urlencoded"));
        assertThat(answer(GITHUB, hopeless).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/x-www-form-urlencoded; charset=utf-8",
                "Application/X-WWW-Form-Urlencoded",
                "multipart/form-data; boundary=x"
            })
    void formPostsGet415AndAreToldWhatToDo(String contentType) {
        var form = Requests.request(
                "payload=%7B%7D".getBytes(StandardCharsets.UTF_8), Map.of("content-type", contentType));
        var reply = answer(GITHUB, Requests.signed(form, SIGNATURE));
        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.body()).contains("application/json");
        assertThat(context.refused).containsExactly("content-type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}{}", "nope", "[1,]", "{\"a\": NaN}"})
    void whatIsNotJsonGets400(String body) {
        var reply = answer(GITHUB, Requests.signed(delivery(body), SIGNATURE));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("Malformed JSON");
        assertThat(context.refused).containsExactly("malformed");
        assertThat(context.published).isEmpty();
    }

    @Test
    void jsonMayNest64DeepAndNoDeeper() {
        var digest = Map.of("signature", "none", "id", "digest", "type", "text:t");
        assertThat(answer(digest, Requests.json(Requests.nested(64))).status()).isEqualTo(202);
        assertThat(answer(digest, Requests.json(Requests.nested(65))).status()).isEqualTo(400);
        assertThat(answer(digest, Requests.json(Requests.nested(500_000))).status())
                .isEqualTo(400);
        assertThat(answer(digest, Requests.json("{\"a\":".repeat(500_000))).status())
                .isEqualTo(400);
        assertThat(context.refused).containsExactly("malformed", "malformed", "malformed");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 400",
        "application/cloudevents+json; charset=utf-8, 400",
        "text/json, 400",
        "text/plain, 202",
        "application/octet-stream, 202",
    })
    void onlyWhatIsDeclaredJsonMustBeJson(String contentType, int status) {
        var digest = Map.of("signature", "none", "id", "digest", "type", "text:t");
        var call = Requests.request("{".getBytes(StandardCharsets.UTF_8), Map.of("content-type", contentType));
        assertThat(answer(digest, call).status()).isEqualTo(status);
    }

    @Test
    void withoutAContentTypeABodyIsJson() {
        var digest = Map.of("signature", "none", "id", "digest", "type", "text:t");
        assertThat(answer(digest, Requests.request("{".getBytes(StandardCharsets.UTF_8), Map.of()))
                        .status())
                .isEqualTo(400);
        assertThat(answer(digest, Requests.request("{}".getBytes(StandardCharsets.UTF_8), Map.of()))
                        .status())
                .isEqualTo(202);
        assertThat(event().dataContentType()).contains("application/json");
    }

    @Test
    void theBytesOfTheBodyArePassedOnAsTheyCame() {
        var digest = Map.of("signature", "none", "id", "digest", "type", "text:t");
        var bytes = new byte[] {0, (byte) 0xff, (byte) 0xc3, 10, 13};
        answer(digest, Requests.request(bytes, Map.of("content-type", "application/octet-stream")));
        var data = new byte[5];
        event().data().get(data);
        assertThat(data).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({
        "X-Source, source",
        "X-Id, id",
        "X-Type, type",
    })
    void aMissingOrEmptyPartOfTheIdentityIsNamed(String header, String part) {
        var mapped =
                Map.of("signature", "none", "source", "header:X-Source", "id", "header:X-Id", "type", "header:X-Type");
        var headers = new HashMap<>(Map.of("X-Source", "/s", "X-Id", "1", "X-Type", "t"));
        assertThat(answer(mapped, Requests.request(new byte[] {'1'}, headers)).status())
                .isEqualTo(202);

        headers.put(header, "");
        var empty = answer(mapped, Requests.request(new byte[] {'1'}, headers));
        headers.remove(header);
        var missing = answer(mapped, Requests.request(new byte[] {'1'}, headers));

        assertThat(empty).isEqualTo(missing);
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.body()).contains("no " + part + ": expected header " + header);
        assertThat(context.refused).containsExactly("identity", "identity");
        assertThat(context.published).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/i", "/t", "/s", "/k", "/u"})
    void anAttributeThatCloudEventsDoesNotAllowGets400(String pointer) {
        var mapped = Map.of(
                "signature", "none",
                "source", "pointer:/s",
                "id", "pointer:/i",
                "type", "pointer:/t",
                "subject", "pointer:/u",
                "key", "pointer:/k");
        for (var bad : new String[] {"a\\u0000", "a\\nb", "\\u009f", "\\ud800", "x".repeat(1025)}) {
            var fields = new HashMap<>(Map.of("i", "i", "t", "t", "s", "s", "u", "u", "k", "k"));
            fields.put(pointer.substring(1), bad);
            var json = new StringBuilder("{\"z\":0");
            fields.forEach((name, value) -> json.append(",\"%s\":\"%s\"".formatted(name, value)));
            assertThat(answer(mapped, Requests.json(json.append('}').toString()))
                            .status())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(context.published).isEmpty();
        assertThat(context.refused).hasSize(5).containsOnly("identity");
    }

    @Test
    void aKeyBecomesThePartitionKeyAndAPrefixComesBeforeTheType() {
        var settings = new HashMap<>(GITHUB);
        settings.put("key", "pointer:/action");
        settings.put("type-prefix", "com.github.");
        answer(settings, Requests.signed(delivery(RUN), SIGNATURE));
        assertThat(event().extension("partitionkey")).contains("completed");
        assertThat(event().type()).isEqualTo("com.github.workflow_run");
    }

    @Test
    void theSameBodyHasTheSameDigest() {
        var digest = Map.of("signature", "none", "id", "digest", "type", "text:t");
        answer(digest, Requests.json(RUN));
        answer(digest, Requests.json(RUN));
        answer(digest, Requests.json("{}"));
        assertThat(context.published.stream().map(Event::id).distinct()).hasSize(2);
    }

    @Test
    void whatBecameOfTheEventIsTheAnswer() {
        context.outcome = new Outcome.Accepted(0, 1);
        assertThat(answer(GITHUB, Requests.signed(delivery(RUN), SIGNATURE)).body())
                .contains("\"duplicates\": 1");
        context.outcome = new Outcome.Rejected("full", Duration.ofSeconds(2));
        assertThat(answer(GITHUB, Requests.signed(delivery(RUN), SIGNATURE)).status())
                .isEqualTo(429);
        context.outcome = new Outcome.Unavailable("journal", Duration.ofSeconds(2));
        var unavailable = answer(GITHUB, Requests.signed(delivery(RUN), SIGNATURE));
        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.headers()).containsEntry("Retry-After", "2");
    }

    @Test
    void beforeTheStartAndAfterTheEndNothingIsTaken() {
        var source = new WebhookKind().create("hook", new Settings("vigil.sources.hook", GITHUB));
        var route = source.routes().getFirst();
        var call = Requests.signed(delivery(RUN), SIGNATURE);
        assertThat(route.handler().apply(call).toCompletableFuture().join().status())
                .isEqualTo(503);
        source.start(context);
        assertThat(route.handler().apply(call).toCompletableFuture().join().status())
                .isEqualTo(202);
        source.close();
        assertThat(route.handler().apply(call).toCompletableFuture().join().status())
                .isEqualTo(503);
        assertThat(context.published).hasSize(1);
    }

    @Test
    void aStandardWebhookIsOneEventAndTheSameRequestIsNotTakenAgain() {
        var settings = Map.of("flavour", "standard", "signature", Map.of("secret", StandardSignatureTest.SECRET));
        var call = StandardSignatureTest.signed("m-1", RecordingContext.NOW, "{\"type\": \"invoice.paid\"}");
        var source = started(settings);
        assertThat(answer(source, call).status()).isEqualTo(202);
        assertThat(event().id()).isEqualTo("m-1");
        assertThat(event().type()).isEqualTo("invoice.paid");

        assertThat(answer(source, call).status()).isEqualTo(401);
        var again = StandardSignatureTest.signed(
                "m-1", RecordingContext.NOW.plusSeconds(2), "{\"type\": \"invoice.paid\"}");
        assertThat(answer(source, again).status()).isEqualTo(202);
        assertThat(context.refused).containsExactly("replayed");
    }

    @Test
    void aRequestThatTheBusDidNotTakeMayComeAgain() {
        var settings = Map.of("flavour", "standard", "signature", Map.of("secret", StandardSignatureTest.SECRET));
        var call = StandardSignatureTest.signed("m-1", RecordingContext.NOW, "{\"type\": \"invoice.paid\"}");
        var source = started(settings);
        context.outcome = new Outcome.Unavailable("away", Duration.ofSeconds(1));
        assertThat(answer(source, call).status()).isEqualTo(503);
        context.outcome = new Outcome.Accepted(1, 0);
        assertThat(answer(source, call).status()).isEqualTo(202);
    }

    @Test
    void whoHasNoCredentialsIsToldWhichAreExpected() {
        var settings =
                Map.of("flavour", "github", "authorization", Map.of("scheme", "basic", "user", "ci", "password", "s3"));
        var reply = answer(settings, delivery(RUN));
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.headers()).containsEntry("WWW-Authenticate", "Basic realm=\"vigil\", charset=\"UTF-8\"");
        assertThat(context.refused).containsExactly("credentials");
    }

    @Test
    void theRouteIsAsConfigured() {
        var settings = Map.of("signature", "none", "flavour", "github", "path", "/gh", "body-limit", "2 KiB");
        var route = new WebhookKind()
                .create("hook", new Settings("", settings))
                .routes()
                .getFirst();
        assertThat(route.path()).isEqualTo("/gh");
        assertThat(route.methods()).isEqualTo(Set.of("POST"));
        assertThat(route.bodyLimitBytes()).isEqualTo(2048);
    }

    @Test
    void theKindIsFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(SourceKind.class))
                .extracting(SourceKind::kind)
                .contains("webhook");
    }

    private HttpReply answer(Map<String, ?> values, HttpCall call) {
        return answer(started(values), call);
    }

    private Source started(Map<String, ?> values) {
        var settings = new Settings("vigil.sources.hook", values);
        var source = new WebhookKind().create("hook", settings);
        assertThat(settings.problems()).isEmpty();
        source.start(context);
        return source;
    }

    private static HttpReply answer(Source source, HttpCall call) {
        return source.routes()
                .getFirst()
                .handler()
                .apply(call)
                .toCompletableFuture()
                .join();
    }

    private Event event() {
        assertThat(context.published).hasSize(1);
        return context.published.getFirst();
    }

    private static HttpCall delivery(String body) {
        return Requests.json(body, "X-GitHub-Delivery", "d-1", "X-GitHub-Event", "workflow_run");
    }
}
