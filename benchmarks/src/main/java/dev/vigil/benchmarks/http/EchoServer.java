package dev.vigil.benchmarks.http;

import com.typesafe.config.Config;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.javadsl.Flow;

/** The least that Pekko HTTP can do: reads a request, and answers as the events API would. */
final class EchoServer implements AutoCloseable {
    private static final HttpResponse ANSWER = HttpResponse.create()
            .withStatus(StatusCodes.ACCEPTED)
            .withEntity(HttpEntities.create(ContentTypes.APPLICATION_JSON, "{\"accepted\": 1, \"duplicates\": 0}"));
    private static final long PATIENCE_MILLIS = 10_000;

    private final ActorSystem system;
    private final ServerBinding binding;

    private EchoServer(ActorSystem system, ServerBinding binding) {
        this.system = system;
        this.binding = binding;
    }

    /** A server with these settings of Pekko, and so many connections at most. */
    static EchoServer start(Config pekko, int connections)
            throws InterruptedException, ExecutionException, TimeoutException {
        var system = ActorSystem.create("echo", pekko);
        var settings = ServerSettings.create(system).withMaxConnections(connections);
        var binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .withSettings(settings)
                .bindFlow(Flow.of(HttpRequest.class)
                        .mapAsync(settings.getPipeliningLimit(), request -> answer(system, request)))
                .toCompletableFuture()
                .get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        return new EchoServer(system, binding);
    }

    private static CompletionStage<HttpResponse> answer(ActorSystem system, HttpRequest request) {
        return request.entity() instanceof HttpEntity.Strict
                ? CompletableFuture.completedFuture(ANSWER)
                : request.entity().toStrict(PATIENCE_MILLIS, system).thenApply(_ -> ANSWER);
    }

    int port() {
        return binding.localAddress().getPort();
    }

    @Override
    public void close() {
        system.terminate();
    }
}
