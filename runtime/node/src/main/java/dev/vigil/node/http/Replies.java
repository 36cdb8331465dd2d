package dev.vigil.node.http;

import dev.vigil.api.HttpReply;
import dev.vigil.api.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.Connection;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.util.ByteString;

/** Turns replies into Pekko's responses. */
final class Replies {
    private static final ContentType PROBLEM = MediaTypes.applicationBinary("problem+json", MediaTypes.COMPRESSIBLE)
            .toContentType();
    /** Content types that sources answer with: a handful, written in their code. */
    private static final ConcurrentHashMap<String, ContentType> TYPES = new ConcurrentHashMap<>();

    /** What nearly every event is answered with. */
    private static final HttpResponse ONE_ACCEPTED = response(HttpReply.of(new Outcome.Accepted(1, 0)));

    private Replies() {}

    static HttpResponse of(Outcome outcome) {
        return outcome instanceof Outcome.Accepted(int accepted, int duplicates) && accepted == 1 && duplicates == 0
                ? ONE_ACCEPTED
                : response(HttpReply.of(outcome));
    }

    static HttpResponse response(HttpReply reply) {
        var status = StatusCodes.lookup(reply.status())
                .orElseGet(() -> StatusCodes.custom(reply.status(), "", "", false, true));
        var response = HttpResponse.create().withStatus(status);
        if (!reply.headers().isEmpty()) {
            response = response.withHeaders(headers(reply));
        }
        return reply.body().isEmpty()
                ? response
                : response.withEntity(
                        HttpEntities.create(contentType(reply.contentType()), ByteString.fromString(reply.body())));
    }

    static HttpResponse json(byte[] body) {
        return HttpResponse.create()
                .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, ByteString.fromArrayUnsafe(body)));
    }

    /** The same, after which the connection is closed, because the request was not read to its end. */
    static HttpResponse closing(HttpResponse response) {
        return response.addHeader(Connection.create("close"));
    }

    private static List<HttpHeader> headers(HttpReply reply) {
        var headers = new ArrayList<HttpHeader>();
        reply.headers().forEach((name, value) -> headers.add(RawHeader.create(name, value)));
        return headers;
    }

    private static ContentType contentType(String text) {
        return switch (text) {
            case "application/json" -> ContentTypes.APPLICATION_JSON;
            case "application/problem+json" -> PROBLEM;
            default -> TYPES.computeIfAbsent(text, ContentTypes::parse);
        };
    }
}
