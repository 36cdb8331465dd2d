package dev.vigil.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.vigil.engine.json.JacksonFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Sends to the node as GitHub, a harbour's office and devices would. What gets no answer, 429 or 503 is sent again under the same ids.
 *
 * <p>Failure: an {@link IOException} says what the node answered.
 */
final class Sender {
    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI node;

    Sender(HttpClient client, URI node) {
        this.client = client;
        this.node = node;
    }

    /** Sends a delivery with that signature; 401 is an answer and no failure. */
    Reply deliver(Delivery delivery, Signature signature) throws IOException, InterruptedException {
        var body = JacksonFormat.MAPPER.writeValueAsBytes(delivery.payload());
        return send(HttpRequest.newBuilder(node.resolve("/webhooks/github"))
                .header("Content-Type", "application/json")
                .header("User-Agent", "GitHub-Hookshot/demo")
                .header("X-GitHub-Event", delivery.event())
                .header("X-GitHub-Delivery", delivery.id())
                .header("X-Hub-Signature-256", signature.of(body))
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Sends what is known of a ship, signed at that time; 401 is an answer and no failure. */
    Reply announce(Ships.Ship ship, StandardSignature signature, Instant at) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(node.resolve("/webhooks/ships"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + signature.token())
                .header("webhook-id", ship.id())
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .header("webhook-signature", signature.of(ship.id(), at, ship.body()))
                .POST(BodyPublishers.ofString(ship.body())));
    }

    /** Publishes events in one batch. */
    Reply publish(List<JsonNode> events) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(node.resolve("/events"))
                .header("Content-Type", "application/cloudevents-batch+json")
                .POST(BodyPublishers.ofByteArray(JacksonFormat.MAPPER.writeValueAsBytes(events))));
    }

    /** Has a dead letter delivered again. */
    void redrive(String id) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(node.resolve("/dead-letters/" + id + "/redrive"))
                .POST(BodyPublishers.noBody()));
    }

    /** Has a sensor's state rebuilt from the log; false where that cannot begin now, such as while it goes on already. */
    boolean replay(String sensor) throws IOException, InterruptedException {
        try {
            send(HttpRequest.newBuilder(node.resolve("/sensors/" + sensor + "/replay"))
                    .POST(BodyPublishers.noBody()));
            return true;
        } catch (AnsweredException e) {
            if (e.status == 409) {
                return false;
            }
            throw e;
        }
    }

    private Reply send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        var request = builder.timeout(PATIENCE).build();
        for (var tries = 1; ; tries++) {
            try {
                var response = client.send(request, BodyHandlers.ofString());
                var mayPass = response.statusCode() == 429 || response.statusCode() == 503;
                if (!mayPass || tries == TRIES) {
                    return reply(request, response);
                }
                Thread.sleep(pause(response));
            } catch (IOException e) {
                if (e instanceof AnsweredException || tries == TRIES) {
                    throw e;
                }
                Thread.sleep(PAUSE);
            }
        }
    }

    private static Duration pause(HttpResponse<?> response) {
        var seconds = response.headers().firstValue("Retry-After").filter(text -> text.matches("[0-9]{1,3}"));
        return seconds.map(text -> Duration.ofSeconds(Integer.parseInt(text))).orElse(PAUSE);
    }

    private static Reply reply(HttpRequest request, HttpResponse<String> response) throws IOException {
        var status = response.statusCode();
        return switch (status) {
            case 202 -> {
                var body = JacksonFormat.MAPPER.readTree(response.body());
                yield new Reply(
                        status,
                        body.path("accepted").asInt(),
                        body.path("duplicates").asInt());
            }
            case 200, 401 -> new Reply(status, 0, 0);
            default ->
                throw new AnsweredException(status, request.uri() + " answered " + status + ": " + response.body());
        };
    }

    /** The node did answer, so that sending the same again changes nothing. */
    private static final class AnsweredException extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        AnsweredException(int status, String message) {
            super(message);
            this.status = status;
        }
    }
}
