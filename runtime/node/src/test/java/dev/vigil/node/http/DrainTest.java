package dev.vigil.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DrainTest {
    private static final ActorSystem SYSTEM = ActorSystem.create(
            "drain",
            ConfigFactory.parseString("pekko.fail-mixed-versions = off").withFallback(ConfigFactory.load()));

    private final CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
    private final Drain drain = new Drain(SYSTEM, _ -> answer, new OpenStreams());

    @AfterAll
    static void stop() {
        SYSTEM.terminate();
    }

    @Test
    void whatIsBeingAnsweredIsWaitedForAndWhatComesThenIsSentElsewhere() throws Exception {
        var before = drain.apply(HttpRequest.GET("/events"));
        var drained = drain.begin().toCompletableFuture();
        var after = drain.apply(HttpRequest.GET("/events"));

        assertThat(drained).isNotDone();
        assertThat(status(after)).isEqualTo(503);
        assertThat(after.toCompletableFuture().join().getHeader("Connection")).isPresent();
        answer.complete(HttpResponse.create().withStatus(StatusCodes.ACCEPTED));
        assertThat(status(before)).isEqualTo(202);
        assertThat(drained).isCompleted();
    }

    @Test
    void whatFailsIsNotWaitedFor() throws Exception {
        var before = drain.apply(HttpRequest.GET("/events"));
        var drained = drain.begin().toCompletableFuture();
        answer.completeExceptionally(new IllegalStateException("no answer"));

        assertThat(before.toCompletableFuture()).isCompletedExceptionally();
        assertThat(drained).isCompleted();
    }

    @Test
    void aServerThatDoesNothingIsDrainedAtOnce() {
        assertThat(drain.begin().toCompletableFuture()).isCompleted();
    }

    private static int status(CompletionStage<HttpResponse> response) {
        return response.toCompletableFuture().join().status().intValue();
    }
}
