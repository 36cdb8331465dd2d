package dev.vigil.benchmarks.engine;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What engines answer. Blocks. */
public final class Answers {
    private static final long SECONDS = 60;

    private Answers() {}

    /** Waits for an answer. */
    public static <T> T of(CompletionStage<T> answer) throws InterruptedException {
        try {
            return answer.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the engine does not answer", e);
        }
    }
}
