package dev.vigil.triggers.http;

import dev.vigil.api.Trigger.Attempt;
import dev.vigil.api.Trigger.TryAgain;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, within one deadline for everything: name lookup, connection, headers, body. Once the
 * status is there it alone decides; a body that never ends, or breaks off, changes nothing.
 */
final class Exchange {
    private final Verdict verdict;
    private final Duration timeout;
    private final CompletableFuture<Void> deadline = new CompletableFuture<>();
    private volatile @Nullable Answer answered;

    /** A status, and what follows it. */
    private record Answer(HttpResponse.ResponseInfo info, Excerpt excerpt) {}

    private Exchange(Verdict verdict, Duration timeout) {
        this.verdict = verdict;
        this.timeout = timeout;
    }

    static CompletionStage<Attempt> send(HttpClient client, HttpRequest request, Verdict verdict, Duration timeout) {
        return new Exchange(verdict, timeout).send(client, request);
    }

    private CompletionStage<Attempt> send(HttpClient client, HttpRequest request) {
        var answer = client.sendAsync(request, this::excerpt);
        deadline.completeOnTimeout(null, timeout.toNanos(), TimeUnit.NANOSECONDS);
        atDeadline(() -> {
            // Once there is a status, the excerpt ends itself and the answer follows.
            if (answered == null) {
                answer.cancel(true);
            }
        });
        return answer.handle(this::attempt);
    }

    private HttpResponse.BodySubscriber<String> excerpt(HttpResponse.ResponseInfo answer) {
        var excerpt = new Excerpt(verdict.excerptBytes(answer.statusCode()), () -> deadline.cancel(false));
        answered = new Answer(answer, excerpt);
        atDeadline(excerpt::end);
        return excerpt;
    }

    /** Runs that if the deadline passes before the exchange is over. */
    private void atDeadline(Runnable action) {
        CompletionStage<Void> passed = deadline;
        passed.thenRun(action);
    }

    private Attempt attempt(@Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        if (answer != null) {
            return verdict.on(answer.statusCode(), answer.headers(), answer.body());
        }
        deadline.cancel(false);
        var begun = answered;
        if (begun == null) {
            return new TryAgain(cause(failure));
        }
        // The client may fail an exchange whose connection ends early though its status was there.
        return verdict.on(
                begun.info().statusCode(),
                begun.info().headers(),
                begun.excerpt().beginning());
    }

    private String cause(@Nullable Throwable failure) {
        return switch (failure) {
            case CancellationException cancelled -> "no answer within " + timeout.toMillis() + " ms";
            case CompletionException wrapper when wrapper.getCause() != null -> cause(wrapper.getCause());
            case null -> "no answer";
            default -> {
                var message = failure.getMessage();
                var name = failure.getClass().getSimpleName();
                yield message == null ? name : name + ": " + Verdict.oneLine(message);
            }
        };
    }
}
