package dev.vigil.benchmarks.drill.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The HTTP interface of the nodes, as anybody may use it. Blocks; safe to share. */
public final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(500))
            .build();

    /** A client of its own connections. */
    public Api() {}

    /** Sends events to the node at that URL. */
    public Reply publish(String url, List<Reading> readings, Duration patience) {
        return post(url, readings.stream().map(Reading::json).collect(Collectors.joining(",", "[", "]")), patience);
    }

    /** Sends a batch of events in JSON to the node at that URL. */
    public Reply post(String url, String body, Duration patience) {
        var request = HttpRequest.newBuilder(URI.create(url + "/events"))
                .timeout(patience)
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var response = send(request);
            var headers = response.headers();
            return Reply.of(
                    response.statusCode(),
                    headers.firstValue("Content-Type").orElse(""),
                    headers.firstValue("Retry-After").orElse(""),
                    response.body());
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return Reply.none(Answer.REFUSED, Reply.Failure.NO_CONNECTION, e);
        } catch (HttpTimeoutException e) {
            return Reply.none(Answer.UNKNOWN, Reply.Failure.TIMED_OUT, e);
        } catch (IOException e) {
            return Reply.none(Answer.UNKNOWN, Reply.Failure.BROKEN, e);
        }
    }

    /** What the node at that URL says there; empty where it says nothing, or nothing good. */
    public Optional<JsonNode> get(String url, Duration patience) {
        return text(url, patience).flatMap(Api::parsed);
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return Optional.of(JSON.readTree(text));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The same, as it is written. */
    public Optional<String> text(String url, Duration patience) {
        try {
            var response = send(
                    HttpRequest.newBuilder(URI.create(url)).timeout(patience).build());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
