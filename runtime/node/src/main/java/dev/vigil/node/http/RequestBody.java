package dev.vigil.node.http;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Reads bodies of requests whole, inflating them where they are compressed, and never more than a limit.
 *
 * <p>Failure: the stage fails with {@link ProblemException}: 400, 408, 413 or 415.
 */
final class RequestBody {
    /** What is read for nothing, so that its connection can be used again. */
    private static final long SMALL_BYTES = 64 << 10;

    private final ClassicActorSystemProvider system;
    private final Duration timeout;

    RequestBody(ClassicActorSystemProvider system, Duration timeout) {
        this.system = system;
        this.timeout = timeout;
    }

    /** The bytes of the body, its own array. */
    CompletionStage<byte[]> read(HttpRequest request, long limitBytes) {
        var compressed = isCompressed(request);
        var entity = request.entity();
        if (entity.getContentLengthOption().orElse(0) > limitBytes) {
            throw tooLarge(limitBytes);
        }
        if (entity instanceof HttpEntity.Strict strict) {
            var bytes = strict.getData().toArrayUnsafe();
            return CompletableFuture.completedFuture(compressed ? GzipBody.inflate(bytes, limitBytes) : bytes);
        }
        return entity.withSizeLimit(limitBytes)
                .toStrict(timeout.toMillis(), limitBytes, system)
                .handle((strict, failure) -> {
                    if (failure != null) {
                        throw problem(failure, limitBytes);
                    }
                    var bytes = strict.getData().toArrayUnsafe();
                    return compressed ? GzipBody.inflate(bytes, limitBytes) : bytes;
                });
    }

    /**
     * Lets a body go by that nobody wants. Completes normally, and says whether it was read to its end: one that is large, or
     * that its sender sends only when it is asked to, is not.
     */
    CompletionStage<Boolean> skip(HttpRequest request) {
        var entity = request.entity();
        if (entity instanceof HttpEntity.Strict) {
            return CompletableFuture.completedFuture(true);
        }
        if (entity.getContentLengthOption().orElse(Long.MAX_VALUE) > SMALL_BYTES
                || request.getHeader("expect").isPresent()) {
            entity.getDataBytes().runWith(Sink.cancelled(), system);
            return CompletableFuture.completedFuture(false);
        }
        return entity.toStrict(timeout.toMillis(), SMALL_BYTES, system).handle((_, failure) -> failure == null);
    }

    static ProblemException tooLarge(long limitBytes) {
        return ProblemException.of(
                413, "Content too large", "the body is larger than " + limitBytes + " bytes", "too-large");
    }

    /**
     * Whether it is to be inflated.
     *
     * @throws ProblemException if it is encoded in another way
     */
    static boolean isCompressed(HttpRequest request) {
        var header = request.getHeader("content-encoding");
        if (header.isEmpty()) {
            return false;
        }
        return switch (header.get().value().strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> false;
            case "gzip", "x-gzip" -> true;
            default ->
                throw ProblemException.of(
                                415,
                                "Unsupported media type",
                                "Content-Encoding: expected gzip or none",
                                "content-encoding")
                        .with("Accept-Encoding", "gzip");
        };
    }

    private static RuntimeException problem(Throwable failure, long limitBytes) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case EntityStreamSizeException _ -> tooLarge(limitBytes);
            case TimeoutException _ ->
                ProblemException.of(408, "Request timeout", "the body did not arrive in time", "slow-body");
            case EntityStreamException e -> ProblemException.badRequest(e.info().summary());
            default -> ProblemException.badRequest("the body did not arrive whole");
        };
    }
}
