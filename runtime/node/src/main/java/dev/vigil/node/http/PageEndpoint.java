package dev.vigil.node.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.CRC32C;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/** A file of the page at {@code /}: read once, sent as it is, and asked for again with every visit, since a node may be newer. */
final class PageEndpoint implements Endpoint {
    private static final String FOLDER = "/dev/vigil/node/page/";
    /** Nothing comes from elsewhere, and no text that an event brought can become a script. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:;"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final HttpResponse response;

    private PageEndpoint(String file) {
        var content = content(file);
        var sum = new CRC32C();
        sum.update(content);
        var tag = HexFormat.of()
                .formatHex(ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
        this.response = HttpResponse.create()
                .addHeaders(List.of(
                        RawHeader.create("Cache-Control", "no-cache"),
                        RawHeader.create("Content-Security-Policy", POLICY),
                        RawHeader.create("X-Content-Type-Options", "nosniff"),
                        RawHeader.create("Referrer-Policy", "no-referrer"),
                        RawHeader.create("ETag", '"' + tag + '"')))
                .withEntity(HttpEntities.create(ContentTypes.parse(type(file)), ByteString.fromArrayUnsafe(content)));
    }

    /** Those of the whole page, by their paths. */
    static Map<String, Endpoint> all() {
        var all = new TreeMap<String, Endpoint>();
        all.put("/", new PageEndpoint("index.html"));
        for (var file : List.of("page.css", "page.js", "letters.js", "live.js", "lookup.js", "story.js", "table.js")) {
            all.put("/page/" + file, new PageEndpoint(file));
        }
        return all;
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
            default -> "text/javascript; charset=UTF-8";
        };
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
        return CompletableFuture.completedFuture(response);
    }
}
