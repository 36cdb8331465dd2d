package dev.vigil.node.http;

import dev.vigil.api.Event;
import dev.vigil.api.Outcome;
import java.io.EOFException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.japi.pf.PFBuilder;
import org.apache.pekko.stream.javadsl.Compression;
import org.apache.pekko.stream.javadsl.Framing;
import org.apache.pekko.stream.javadsl.FramingTruncation;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Takes events that come one a line for as long as their sender likes, and acknowledges them on the way: what has come while a
 * group of lines was written is the next group. Groups are published one after the other, so that the order of lines is kept
 * whatever fails. Thread-safe.
 */
final class EventStreams {
    /** A connection on which nothing moves for a minute is closed by Pekko; what stands before the node waits for less. */
    static final Duration QUIET_AT_MOST = Duration.ofSeconds(5);

    private static final int INFLATED_CHUNK_BYTES = 64 << 10;
    private static final ByteString NEWLINE = ByteString.fromString("\n");
    private static final ContentType NDJSON =
            MediaTypes.applicationBinary("x-ndjson", MediaTypes.COMPRESSIBLE).toContentType();

    private final ClassicActorSystemProvider system;
    private final PatientPublisher publisher;
    private final Refusals refusals;
    private final OpenStreams open;
    private final int lineLimitBytes;
    private final Duration quietAtMost;

    /** Streams whose lines are not longer than that, and whose senders hear something at least once in that time. */
    EventStreams(
            ClassicActorSystemProvider system,
            PatientPublisher publisher,
            Refusals refusals,
            OpenStreams open,
            int lineLimitBytes,
            Duration quietAtMost) {
        this.system = system;
        this.publisher = publisher;
        this.refusals = refusals;
        this.open = open;
        this.lineLimitBytes = lineLimitBytes;
        this.quietAtMost = quietAtMost;
    }

    /**
     * The answer to a stream whose events are put into a trace by that, as soon as its first lines are on disk or it has been
     * quiet for a while; fails with {@link ProblemException} where nothing of it was taken.
     */
    CompletionStage<HttpResponse> answer(HttpRequest request, UnaryOperator<Event> traced) {
        var bodyEnd = new CompletableFuture<Done>();
        var bytes = whole(request.entity().withoutSizeLimit())
                .watchTermination((_, end) -> end.whenComplete((_, _) -> bodyEnd.complete(Done.getInstance())));
        var inflated =
                RequestBody.isCompressed(request) ? bytes.via(Compression.gzipDecompress(INFLATED_CHUNK_BYTES)) : bytes;
        var intake = new StreamIntake(lineLimitBytes, traced);
        open.opened();
        return acknowledgements(groups(inflated, intake), intake)
                .mapAsync(1, acknowledgement -> inTime(acknowledgement, request, bodyEnd))
                .watchTermination((_, ended) -> ended.whenComplete((_, _) -> {
                    intake.over();
                    open.closed();
                }))
                .prefixAndTail(1)
                .runWith(Sink.head(), system)
                .thenApply(this::response);
    }

    /**
     * Pekko closes a connection on which a request is answered before its end has come. A small one comes whole in a moment, and for
     * that its answer waits.
     */
    private CompletionStage<Acknowledgement> inTime(
            Acknowledgement acknowledgement, HttpRequest request, CompletableFuture<Done> bodyEnd) {
        boolean isSmall = request.entity().getContentLengthOption().orElse(Long.MAX_VALUE) <= LineGroup.MOST_BYTES;
        return isSmall && !acknowledgement.isLast()
                ? bodyEnd.completeOnTimeout(Done.getInstance(), quietAtMost.toMillis(), TimeUnit.MILLISECONDS)
                        .thenApply(_ -> acknowledgement)
                : CompletableFuture.completedFuture(acknowledgement);
    }

    /** Fails where it ends too early: of a connection that goes down, Pekko may tell no more than that nothing comes. */
    private static Source<ByteString, ?> whole(HttpEntity entity) {
        if (entity instanceof HttpEntity.Chunked chunked) {
            var hasLast = new AtomicBoolean();
            return orCutOff(parts(chunked), hasLast::get).map(part -> {
                hasLast.compareAndSet(false, part.isLastChunk());
                return part.data();
            });
        }
        if (entity instanceof HttpEntity.Default sized) {
            var left = new AtomicLong(sized.getContentLength());
            return orCutOff(sized.getDataBytes(), () -> left.get() == 0).map(bytes -> {
                left.addAndGet(-bytes.size());
                return bytes;
            });
        }
        return entity.getDataBytes();
    }

    private static <T> Source<T, Object> orCutOff(Source<T, Object> source, BooleanSupplier isWhole) {
        return source.via(new Uncancelled<>())
                .concatLazy(Source.lazySource(() -> isWhole.getAsBoolean()
                        ? Source.empty()
                        : Source.failed(new EOFException("the end is missing"))));
    }

    @SuppressWarnings("unchecked") // the API for Java leaves open what the parts are
    private static Source<HttpEntity.ChunkStreamPart, Object> parts(HttpEntity.Chunked chunked) {
        return (Source<HttpEntity.ChunkStreamPart, Object>) (Source<?, ?>) chunked.getChunks();
    }

    private Source<LineGroup, ?> groups(Source<ByteString, ?> bytes, StreamIntake intake) {
        return bytes.via(Framing.delimiter(NEWLINE, lineLimitBytes, FramingTruncation.ALLOW))
                .via(open.untilStopping())
                .map(intake::line)
                .recover(new PFBuilder<Throwable, StreamPart>()
                        .matchAny(intake::end)
                        .build())
                .batchWeighted(LineGroup.MOST_BYTES, StreamPart::weight, LineGroup::of, LineGroup::plus);
    }

    private Source<Acknowledgement, ?> acknowledgements(Source<LineGroup, ?> groups, StreamIntake intake) {
        return groups.mapAsync(1, group -> taken(group, intake))
                .keepAlive(quietAtMost, () -> TakenGroup.none(Optional.empty()))
                .statefulMap(() -> Acknowledgement.NONE, EventStreams::next, _ -> Optional.empty())
                .takeWhile(acknowledgement -> !acknowledgement.isLast(), true)
                .orElse(Source.single(Acknowledgement.NONE))
                // A sender that reads only when it has sent all does not hold itself up.
                .conflate((_, later) -> later);
    }

    private static Pair<Acknowledgement, Acknowledgement> next(Acknowledgement before, TakenGroup group) {
        var next = before.after(group);
        return Pair.create(next, next);
    }

    private CompletionStage<TakenGroup> taken(LineGroup group, StreamIntake intake) {
        // The next group is asked for before it is known that this one was the last.
        if (intake.isOver()) {
            return CompletableFuture.completedFuture(TakenGroup.none(group.problem()));
        }
        if (group.events().isEmpty()) {
            return CompletableFuture.completedFuture(TakenGroup.of(group, TakenGroup.NOTHING));
        }
        return publisher
                .publish(group.events(), () -> !open.isStopping() && !intake.isOver())
                .thenApply(outcome -> {
                    if (outcome instanceof Outcome.Accepted) {
                        return TakenGroup.of(group, outcome);
                    }
                    intake.over();
                    return outcome instanceof Outcome.Rejected
                            ? TakenGroup.none(Optional.of(OpenStreams.stopping()))
                            : TakenGroup.of(group, outcome);
                });
    }

    private HttpResponse response(Pair<List<Acknowledgement>, Source<Acknowledgement, NotUsed>> answer) {
        var first = answer.first().getFirst();
        if (first.isRefusal()) {
            throw first.refusal();
        }
        var lines = Source.single(first).concat(answer.second()).map(this::line);
        return HttpResponse.create().withEntity(HttpEntities.create(NDJSON, lines));
    }

    private ByteString line(Acknowledgement acknowledgement) {
        acknowledgement.problem().ifPresent(problem -> refusals.count(EventsEndpoint.NAME, problem.reason()));
        return ByteString.fromArrayUnsafe(acknowledgement.json());
    }
}
