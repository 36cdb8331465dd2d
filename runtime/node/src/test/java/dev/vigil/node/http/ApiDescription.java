package dev.vigil.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.vigil.engine.json.JacksonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The description of the API that is shipped, to hold requests and answers against. Thread-safe. */
final class ApiDescription {
    static final ApiDescription SHIPPED = new ApiDescription();

    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");
    private static final String ADDRESS = "https://vigil.invalid/openapi.json";

    private final JsonNode document = read();
    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(
            Dialects.getOpenApi31(),
            builder -> builder.schemas(
                            Map.of(ADDRESS, closed(document.deepCopy()).toString()))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build()));

    private static JsonNode read() {
        try (var file = Objects.requireNonNull(ApiDescription.class.getResourceAsStream("openapi.yaml"))) {
            Object parsed = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return JacksonFormat.MAPPER.valueToTree(parsed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clients pass over members that they do not know; a test must notice one that is not described. */
    private static JsonNode closed(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDescription::closed);
        return node;
    }

    JsonNode document() {
        return document;
    }

    /** All that is described. */
    List<Route> routes() {
        var routes = new ArrayList<Route>();
        for (var item : document.path("paths").properties()) {
            METHODS.stream()
                    .filter(item.getValue()::has)
                    .forEach(method -> routes.add(new Route(method.toUpperCase(java.util.Locale.ROOT), item.getKey())));
        }
        return routes;
    }

    JsonNode operation(Route route) {
        return document.path("paths").path(route.path()).path(route.method().toLowerCase(java.util.Locale.ROOT));
    }

    /** Those of an operation, then those of all operations at its path, in whose place an operation may have its own. */
    List<JsonNode> parameters(Route route) {
        var parameters = new ArrayList<JsonNode>();
        operation(route).path("parameters").forEach(one -> parameters.add(resolved(one)));
        document.path("paths").path(route.path()).path("parameters").forEach(one -> parameters.add(resolved(one)));
        return parameters;
    }

    /** What is wrong with an object of the schema of that name. */
    List<String> complaints(String schema, JsonNode value) {
        var reference = JacksonFormat.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + schema);
        return complaints(reference, value);
    }

    private List<String> complaints(JsonNode schema, JsonNode value) {
        try {
            var absolute = schema.toString().replace("\"#/components/", "\"" + ADDRESS + "#/components/");
            return schemas.getSchema(JacksonFormat.MAPPER.readTree(absolute)).validate(value).stream()
                    .map(Error::toString)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails where a request or its answer is not as it is described. What is not described can only be a problem, or a source's. */
    void check(HttpRequest request, HttpResponse<String> answer) throws IOException {
        var route = route(request);
        if (route.isPresent()) {
            var what = route.get() + " answered " + answer.statusCode() + ", which openapi.yaml";
            var described = described(route.get(), answer.statusCode(), what);
            checkHeaders(described, answer, what);
            if (!request.method().equals("HEAD")) {
                checkBody(described, answer, what);
            }
            if (answer.statusCode() < 300) {
                checkQuery(route.get(), request);
            }
        } else if (answer.statusCode() >= 400 && !answer.body().isEmpty()) {
            assertThat(complaints("Problem", JacksonFormat.MAPPER.readTree(answer.body())))
                    .isEmpty();
        }
    }

    private Optional<Route> route(HttpRequest request) {
        var method = request.method().equals("HEAD") ? "GET" : request.method();
        var path = request.uri().getRawPath();
        // What is after the last slash may hold slashes; what names more is the better match.
        return routes().stream()
                .filter(route -> route.method().equals(method))
                .filter(route -> new Route(method, route.path().replaceFirst("\\{([a-z]+)}$", "{+$1}"))
                        .pattern()
                        .matcher(path)
                        .matches())
                .max(java.util.Comparator.comparingInt(
                        route -> route.path().replaceAll("\\{[a-z]+}", "").length()));
    }

    private JsonNode described(Route route, int status, String what) {
        var responses = operation(route).path("responses");
        var described = responses.path(Integer.toString(status));
        assertThat(!described.isMissingNode() || status >= 400)
                .as(what + " does not describe")
                .isTrue();
        return resolved(described.isMissingNode() ? responses.path("default") : described);
    }

    private void checkHeaders(JsonNode described, HttpResponse<String> answer, String what) {
        for (var header : described.path("headers").properties()) {
            if (resolved(header.getValue()).path("required").asBoolean()) {
                assertThat(answer.headers().firstValue(header.getKey()))
                        .as(what + " describes with " + header.getKey())
                        .isPresent();
            }
        }
    }

    private void checkBody(JsonNode described, HttpResponse<String> answer, String what) throws IOException {
        var type = answer.headers().firstValue("content-type").orElse("none").replaceFirst(";.*", "");
        var content = described.path("content").path(type);
        assertThat(content.isMissingNode())
                .as(what + " does not describe as " + type)
                .isFalse();
        if (type.endsWith("json")) {
            var values = type.endsWith("/x-ndjson") ? answer.body().lines().toList() : List.of(answer.body());
            for (var value : values) {
                assertThat(complaints(content.path("schema"), JacksonFormat.MAPPER.readTree(value)))
                        .as(what + " describes otherwise: " + value)
                        .isEmpty();
            }
        }
    }

    private void checkQuery(Route route, HttpRequest request) {
        var names = parameters(route).stream()
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .map(parameter -> parameter.path("name").asText())
                .toList();
        var query = request.uri().getRawQuery();
        for (var pair : query == null ? new String[0] : query.split("&", -1)) {
            assertThat(names).as("parameters of " + route + " in openapi.yaml").contains(pair.split("=", 2)[0]);
        }
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }
}
