package dev.vigil.triggers.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the beginning of an answer's body and lets the rest go by: up to {@link #DRAINED_BYTES}, so that the connection
 * can be used again, then the connection is closed. A body that breaks off is no error, since the status says it all.
 *
 * <p>Threading: called by the HTTP client one call at a time, by {@link #end} from any thread.
 */
final class Excerpt implements BodySubscriber<String> {
    /** How much of a body is read at most. */
    static final int DRAINED_BYTES = 64 * 1024;

    private final int keptBytes;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final Runnable whenDone;
    private long seenBytes;
    private boolean done;
    private Flow.@Nullable Subscription subscription;

    /**
     * An excerpt of at most that many bytes.
     *
     * @param whenDone called once no more will be read
     */
    Excerpt(int keptBytes, Runnable whenDone) {
        this.keptBytes = keptBytes;
        this.whenDone = whenDone;
    }

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        synchronized (this) {
            subscription = given;
        }
        given.request(Long.MAX_VALUE);
        if (keptBytes == 0) {
            publish();
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            take(buffer);
        }
        if (seenBytes >= keptBytes) {
            publish();
        }
        if (seenBytes > DRAINED_BYTES) {
            end();
        }
    }

    @Override
    public void onError(Throwable broken) {
        end();
    }

    @Override
    public void onComplete() {
        end();
    }

    /** Reads no further; what was kept is the excerpt. */
    void end() {
        Flow.Subscription open;
        synchronized (this) {
            if (done) {
                return;
            }
            done = true;
            open = subscription;
        }
        publish();
        if (open != null) {
            open.cancel();
        }
        whenDone.run();
    }

    private synchronized void take(ByteBuffer buffer) {
        seenBytes += buffer.remaining();
        var wanted = new byte[Math.min(buffer.remaining(), keptBytes - kept.size())];
        buffer.get(wanted);
        kept.writeBytes(wanted);
    }

    /** What has been kept so far. */
    synchronized String beginning() {
        return kept.toString(StandardCharsets.UTF_8);
    }

    private void publish() {
        text.complete(beginning());
    }
}
