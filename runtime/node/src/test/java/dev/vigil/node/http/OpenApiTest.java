package dev.vigil.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.vigil.api.Settings;
import dev.vigil.engine.DeadLetterResult;
import dev.vigil.engine.json.JacksonFormat;
import dev.vigil.sources.webhook.WebhookKind;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** openapi.yaml against the meta-schema of OpenAPI 3.1, the routes that there are, and what they answer. */
class OpenApiTest {
    private static final ApiDescription DESCRIPTION = ApiDescription.SHIPPED;
    /** Which sources there are is a matter of the configuration. */
    private static final Route SOURCES = new Route("POST", "/webhooks/{source}");
    /** Has no end. */
    private static final Route LIVE = Route.get(LiveEndpoint.PATH);

    private static ServedApi api;

    @BeforeAll
    static void start() throws Exception {
        api = new ServedApi(Map.of());
        api.engine.rule(new DeadLetterResult(DeadLetterResult.Outcome.HANDLED, ""));
        api.send(example(new Route("POST", EventsEndpoint.PATH)));
    }

    @AfterAll
    static void stop() throws Exception {
        api.stop();
    }

    @Test
    void itIsADocumentOfOpenApi() throws Exception {
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        try (var file = Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("openapi-3.1-schema.json"))) {
            var document = registry.getSchema(file, InputFormat.JSON);
            assertThat(document.validate(DESCRIPTION.document())).isEmpty();
        }
        var schema = registry.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        for (var one : DESCRIPTION.document().at("/components/schemas").properties()) {
            assertThat(schema.validate(one.getValue())).as(one.getKey()).isEmpty();
        }
    }

    @Test
    void everyRouteIsDescribedAndWhatIsDescribedIsARoute() {
        var answered = api.routes().stream()
                .map(route -> new Route(route.method(), route.path().replace("{+", "{")))
                .collect(Collectors.toSet());
        var described = DESCRIPTION.routes();
        assertThat(answered.stream().filter(route -> !described.contains(route)))
                .as("routes that openapi.yaml lacks; describe them there, under paths")
                .isEmpty();
        assertThat(described.stream().filter(route -> !route.equals(SOURCES) && !answered.contains(route)))
                .as("described in openapi.yaml, but no endpoint names them in its routes()")
                .isEmpty();
    }

    @Test
    void theTemplateOfSourcesIsWhatAWebhookAnswersWhereNothingElseIsSaid() {
        var settings = new Settings(
                "vigil.sources.shop",
                Map.of("flavour", "github", "signature", Map.of("secret", "0123456789abcdef0123456789abcdef")));
        var route = new WebhookKind().create("shop", settings).routes().getFirst();
        assertThat(route.path()).isEqualTo(SOURCES.path().replace("{source}", "shop"));
        assertThat(route.methods()).containsExactly(SOURCES.method());
    }

    static Stream<Route> routesToTry() {
        return DESCRIPTION.routes().stream().filter(route -> !route.equals(SOURCES) && !route.equals(LIVE));
    }

    @ParameterizedTest
    @MethodSource("routesToTry")
    void itsExamplesAreAnsweredAsItSays(Route route) throws Exception {
        var answer = api.send(example(route));
        assertThat(answer.statusCode())
                .as(route + " with the examples of openapi.yaml: " + answer.body())
                .isBetween(200, 299);
    }

    /** A request of all that has an example. */
    private static HttpRequest.Builder example(Route route) {
        var path = route.path();
        var query = "";
        for (var parameter : DESCRIPTION.parameters(route)) {
            var name = parameter.path("name").asText();
            var value = URLEncoder.encode(parameter.path("example").asText(), StandardCharsets.UTF_8);
            if (parameter.path("in").asText().equals("path")) {
                path = path.replace("{" + name + "}", value);
            } else if (parameter.has("example")) {
                query += (query.isEmpty() ? "?" : "&") + name + "=" + value;
            }
        }
        var request = api.request(path + query).method(route.method(), BodyPublishers.noBody());
        for (var body : DESCRIPTION.operation(route).at("/requestBody/content").properties()) {
            if (body.getValue().has("example")) {
                request.header("Content-Type", body.getKey())
                        .method(
                                route.method(),
                                BodyPublishers.ofString(
                                        body.getValue().path("example").toString()));
            }
        }
        return request;
    }

    @Test
    void theStreamIsAsItIsDescribed() throws Exception {
        try (var client = HttpClient.newHttpClient();
                var lines = client.send(api.request(LIVE.path()).build(), BodyHandlers.ofLines())
                        .body()) {
            var first = lines.findFirst().orElseThrow().substring("data: ".length());
            assertThat(DESCRIPTION.complaints("Overview", JacksonFormat.MAPPER.readTree(first)))
                    .isEmpty();
        }
    }

    @Test
    void whatIsNotAsDescribedIsNoticed() throws Exception {
        assertThat(DESCRIPTION.complaints("Accepted", json("{\"accepted\": 1, \"duplicates\": 0}")))
                .isEmpty();
        assertThat(DESCRIPTION.complaints("Accepted", json("{\"accepted\": 1}")))
                .hasSize(1);
        assertThat(DESCRIPTION.complaints("Accepted", json("{\"accepted\": 1, \"duplicates\": 0, \"more\": 1}")))
                .hasSize(1);
        assertThat(DESCRIPTION.complaints("Time", json("\"yesterday\""))).hasSize(1);
    }

    private static JsonNode json(String text) throws Exception {
        return JacksonFormat.MAPPER.readTree(text);
    }
}
