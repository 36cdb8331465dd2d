package dev.vigil.node.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;

/** The streams of events that are being taken, which have no end of their own when the node stops. Thread-safe. */
final class OpenStreams {
    /** What a stream said last is on its way to its connection, which tells nobody when it is there. */
    private static final Duration LAST_WORDS = Duration.ofMillis(200);

    private final SharedKillSwitch stop = KillSwitches.shared("streams-of-events");
    private final AtomicInteger open = new AtomicInteger();
    private final CompletableFuture<Done> ended = new CompletableFuture<>();
    private volatile boolean isStopping;

    /** Lets pass what a stream brings until the node stops; fails then, also where it is begun later. */
    <T> Flow<T, T, NotUsed> untilStopping() {
        return Flow.<T>create().via(stop.flow());
    }

    /** Why a stream is ended then. */
    static ProblemException stopping() {
        return ProblemException.of(503, "Unavailable", "this node is stopping; go on at another one", "stopping");
    }

    boolean isStopping() {
        return isStopping;
    }

    /** A stream has begun. */
    void opened() {
        open.incrementAndGet();
    }

    /** One that had begun has told all that it had to tell, or nobody listens to it any more. */
    void closed() {
        open.decrementAndGet();
        completeIfNone();
    }

    /** Ends them; completes when all have been acknowledged as far as they were read, and said so. */
    CompletionStage<Done> stop() {
        isStopping = true;
        stop.abort(stopping());
        if (open.get() == 0) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        completeIfNone();
        return ended.thenCompose(done ->
                new CompletableFuture<Done>().completeOnTimeout(done, LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void completeIfNone() {
        if (isStopping && open.get() == 0) {
            ended.complete(Done.getInstance());
        }
    }
}
