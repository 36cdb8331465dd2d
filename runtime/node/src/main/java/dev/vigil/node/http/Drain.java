package dev.vigil.node.http;

import dev.vigil.api.HttpReply;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Lets a server stop without a request that gets no answer: what is being answered is finished, what still comes on open
 * connections is sent elsewhere, and then nothing is left that Pekko would have to cut off.
 */
public final class Drain implements Function<HttpRequest, CompletionStage<HttpResponse>> {
    private static final long serialVersionUID = 1;

    private static final HttpResponse ELSEWHERE;

    static {
        var reply = HttpReply.problem(503, "Unavailable", "this node is stopping; ask another one");
        ELSEWHERE = Replies.closing(Replies.response(
                new HttpReply(reply.status(), reply.contentType(), reply.body(), Map.of("Retry-After", "1"))));
    }

    private final transient ClassicActorSystemProvider system;
    private final transient Function<HttpRequest, CompletionStage<HttpResponse>> answers;
    private final transient OpenStreams streams;
    private final transient AtomicInteger open = new AtomicInteger();
    private final transient CompletableFuture<Done> drained = new CompletableFuture<>();
    private transient volatile boolean isDraining;

    Drain(
            ClassicActorSystemProvider system,
            Function<HttpRequest, CompletionStage<HttpResponse>> answers,
            OpenStreams streams) {
        this.system = system;
        this.answers = answers;
        this.streams = streams;
    }

    /** From now on nothing new is answered; completes when what was begun before has been. */
    public CompletionStage<Done> begin() {
        isDraining = true;
        completeIfDrained();
        // The answer to a stream has begun long before it ends, so that it does not count as open here.
        return streams.stop().thenCombine(drained, (_, done) -> done);
    }

    @Override
    public CompletionStage<HttpResponse> apply(HttpRequest request) throws Exception {
        // Counted before it is looked: what begins while the drain does is either sent elsewhere or waited for.
        open.incrementAndGet();
        if (isDraining) {
            ended();
            return CompletableFuture.completedFuture(elsewhere(request));
        }
        return answers.apply(request).whenComplete((_, _) -> ended());
    }

    private void ended() {
        open.decrementAndGet();
        completeIfDrained();
    }

    private HttpResponse elsewhere(HttpRequest request) {
        if (!(request.entity() instanceof HttpEntity.Strict)) {
            request.entity().getDataBytes().runWith(Sink.cancelled(), system);
        }
        return ELSEWHERE;
    }

    private void completeIfDrained() {
        if (isDraining && open.get() == 0) {
            drained.complete(Done.getInstance());
        }
    }
}
