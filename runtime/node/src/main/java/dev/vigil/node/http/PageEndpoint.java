package dev.vigil.node.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.CRC32C;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/**
 * Files that are read once and sent as they are: those of the page at {@code /}, and the description of the API. They are asked
 * for again with every visit, since a node may be newer.
 */
final class PageEndpoint implements Endpoint {
    private static final String FOLDER = "/dev/vigil/node/";
    private static final String PAGE = "/page/";
    private static final String DESCRIPTION = "/openapi.yaml";
    /** Nothing comes from elsewhere, and no text that an event brought can become a script. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Map<String, HttpResponse> responses = new HashMap<>();

    PageEndpoint() {
        responses.put("/", response("page/index.html"));
        for (var file : List.of(
                "page.css", "page.js", "letters.js", "live.js", "lookup.js", "replay.js", "story.js", "table.js")) {
            responses.put(PAGE + file, response("page/" + file));
        }
        responses.put(DESCRIPTION, response("http/openapi.yaml"));
    }

    private static HttpResponse response(String file) {
        var content = content(file);
        var sum = new CRC32C();
        sum.update(content);
        var tag = HexFormat.of()
                .formatHex(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
        return HttpResponse.create()
                .addHeaders(List.of(
                        RawHeader.create("Cache-Control", "no-cache"),
                        RawHeader.create("Content-Security-Policy", POLICY),
                        RawHeader.create("X-Content-Type-Options", "nosniff"),
                        RawHeader.create("Referrer-Policy", "no-referrer"),
                        RawHeader.create("ETag", '"' + tag + '"')))
                .withEntity(HttpEntities.create(ContentTypes.parse(type(file)), ByteString.fromArrayUnsafe(content)));
    }

    private static byte[] content(String file) {
        try (var in = PageEndpoint.class.getResourceAsStream(FOLDER + file)) {
            if (in == null) {
                throw new IllegalStateException("the node's jar lacks " + FOLDER + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String file) {
        return switch (file.substring(file.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=UTF-8";
            case ".css" -> "text/css; charset=UTF-8";
            case ".yaml" -> "application/yaml";
            default -> "text/javascript; charset=UTF-8";
        };
    }

    @Override
    public Set<Route> routes() {
        return Set.of(Route.get("/"), Route.get(PAGE + "{file}"), Route.get(DESCRIPTION));
    }

    @Override
    public String name() {
        return "page";
    }

    @Override
    public boolean answersJson() {
        return false;
    }

    @Override
    public CompletionStage<HttpResponse> answer(HttpRequest request, Target target) {
        var response = responses.get(target.path());
        if (response == null) {
            throw ProblemException.notFound("nothing is at this path");
        }
        return CompletableFuture.completedFuture(response);
    }
}
