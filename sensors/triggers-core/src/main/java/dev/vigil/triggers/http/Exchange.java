package dev.vigil.triggers.http;

import dev.vigil.api.Trigger.Attempt;
import dev.vigil.api.Trigger.Refused;
import dev.vigil.api.Trigger.TryAgain;
import dev.vigil.api.Trigger.Unsendable;
import dev.vigil.triggers.guard.RefusedAddressException;
import dev.vigil.triggers.template.TemplateException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One attempt: a request, the redirects it is sent along and the answer, within one deadline for everything: name lookup,
 * connection, headers, body. Once the status is there it alone decides; a body that never ends, or breaks off, changes
 * nothing.
 *
 * <p>Threading: one thread runs it and blocks; the deadline cuts that thread off from another.
 */
final class Exchange {
    private final Redirects redirects;
    private final Verdict verdict;
    private final Duration timeout;
    private final CompletableFuture<Void> deadline = new CompletableFuture<>();
    private final CompletableFuture<Attempt> result = new CompletableFuture<>();
    private @Nullable Call open;
    private boolean isOver;
    private boolean isAnswered;

    Exchange(Redirects redirects, Verdict verdict, Duration timeout) {
        this.redirects = redirects;
        this.verdict = verdict;
        this.timeout = timeout;
    }

    /** Runs the attempt that begins with that request, on a thread of these. */
    CompletionStage<Attempt> start(Supplier<Errand> request, Executor threads) {
        CompletionStage<Attempt> run = CompletableFuture.supplyAsync(() -> run(request), threads);
        deadline.completeOnTimeout(null, timeout.toNanos(), TimeUnit.NANOSECONDS);
        CompletionStage<Void> passed = deadline;
        passed.thenRun(this::onDeadline);
        run.whenComplete(this::onEnd);
        return result;
    }

    private void onEnd(@Nullable Attempt attempt, @Nullable Throwable failure) {
        deadline.cancel(false);
        if (attempt != null) {
            result.complete(attempt);
        } else if (failure != null) {
            result.completeExceptionally(failure);
        }
    }

    private Attempt run(Supplier<Errand> request) {
        try {
            return follow(request.get());
        } catch (SecretException e) {
            return new TryAgain(e.explanation());
        } catch (TemplateException e) {
            return new Unsendable(e.explanation());
        } catch (RefusedAddressException e) {
            return new Unsendable(e.explanation());
        } catch (IOException e) {
            return new TryAgain(cause(e));
        }
    }

    private Attempt follow(Errand first) throws IOException {
        var errand = first;
        for (int followed = 0; ; followed++) {
            try (var answer = begin(errand.call()).execute()) {
                switch (step(answer, followed)) {
                    case Redirects.Stay() -> {
                        return conclude(answer);
                    }
                    case Redirects.Refuse(var cause) -> {
                        return new Refused(cause);
                    }
                    case Redirects.Follow(var url) -> errand = errand.to(url);
                }
            }
        }
    }

    private Redirects.Step step(Response answer, int followed) {
        var request = answer.request();
        return verdict.isAccepted(answer.code())
                ? new Redirects.Stay()
                : redirects.after(answer.code(), request.method(), request.url(), answer.header("Location"), followed);
    }

    private synchronized Call begin(Call call) throws IOException {
        if (isOver) {
            throw new IOException("no time left");
        }
        open = call;
        return call;
    }

    private Attempt conclude(Response answer) {
        synchronized (this) {
            isAnswered = true;
        }
        var body = answer.body().byteStream();
        var beginning = Excerpt.read(body, verdict.excerptBytes(answer.code()));
        var attempt = verdict.on(answer.code(), answer.headers(), beginning);
        result.complete(attempt);
        if (!Excerpt.drain(body)) {
            hangUp();
        }
        return attempt;
    }

    private void onDeadline() {
        boolean isSilent;
        synchronized (this) {
            isOver = true;
            isSilent = !isAnswered;
        }
        if (isSilent) {
            result.complete(new TryAgain("no answer within " + timeout.toMillis() + " ms"));
        }
        hangUp();
    }

    private void hangUp() {
        Call call;
        synchronized (this) {
            call = open;
        }
        if (call != null) {
            call.cancel();
        }
    }

    private static String cause(IOException failure) {
        var message = failure.getMessage();
        var name = failure.getClass().getSimpleName();
        return message == null ? name : name + ": " + Verdict.oneLine(message);
    }
}
