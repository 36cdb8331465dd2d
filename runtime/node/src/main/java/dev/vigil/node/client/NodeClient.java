package dev.vigil.node.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks one of several nodes, each of which answers for all. It stays with one until that gives no answer, or is not
 * able to.
 *
 * <p>Threading: for one thread; calls block.
 */
public final class NodeClient implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);

    private final List<URI> nodes;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TO_CONNECT)
            .build();
    private int current;

    /** A client of these nodes, at least one, given by the addresses under which their paths are. */
    public NodeClient(List<URI> nodes) {
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException("no node");
        }
        this.nodes = List.copyOf(nodes);
    }

    /** The answer to a question, from the first node that is able to give one. */
    public Answer get(String path) throws UnreachableException, AnsweredException, InterruptedException {
        return order("GET", path);
    }

    /** The answer to an order without a body, from the first node that is able to carry it out; it may arrive twice. */
    public Answer order(String method, String path)
            throws UnreachableException, AnsweredException, InterruptedException {
        return order(path, HttpRequest.newBuilder().method(method, BodyPublishers.noBody()));
    }

    /** The same with a body in JSON. */
    public Answer order(String method, String path, byte[] json)
            throws UnreachableException, AnsweredException, InterruptedException {
        return order(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofByteArray(json)));
    }

    private Answer order(String path, HttpRequest.Builder request)
            throws UnreachableException, AnsweredException, InterruptedException {
        for (var tries = 1; ; tries++) {
            var answer = send(path, request);
            if (answer.status() == 200 || answer.status() == 202) {
                return answer;
            }
            if (!answer.mayPass() || tries == nodes.size()) {
                throw new AnsweredException(answer.problem());
            }
            elsewhere();
        }
    }

    /** What a node says to that; it may arrive more than once, at more than one node. */
    Answer post(String path, String contentType, byte[] body) throws UnreachableException, InterruptedException {
        return send(
                path,
                HttpRequest.newBuilder().header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    /** Goes on with the next node. */
    void elsewhere() {
        current = (current + 1) % nodes.size();
    }

    private Answer send(String path, HttpRequest.Builder request) throws UnreachableException, InterruptedException {
        var failures = new ArrayList<String>();
        while (failures.size() < nodes.size()) {
            var node = nodes.get(current);
            try {
                var uri = URI.create(node + path);
                return Answer.of(client.send(request.uri(uri).timeout(TO_ANSWER).build(), BodyHandlers.ofString()));
            } catch (IOException e) {
                failures.add(node + " (" + reason(e) + ")");
                elsewhere();
            }
        }
        throw new UnreachableException("no answer from " + String.join(", ", failures)
                + "; is a node running there? Set --node or VIGIL_NODE");
    }

    private static String reason(IOException e) {
        return switch (e) {
            case HttpConnectTimeoutException _ -> "no connection within " + TO_CONNECT.toSeconds() + " s";
            case HttpTimeoutException _ -> "no answer within " + TO_ANSWER.toSeconds() + " s";
            case ConnectException _ -> "cannot connect";
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }

    /** Text as one segment of a path, or as a value in a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        client.close();
    }
}
