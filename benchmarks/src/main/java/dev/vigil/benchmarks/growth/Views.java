package dev.vigil.benchmarks.growth;

import dev.vigil.engine.Engine;
import dev.vigil.engine.SensorView;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What engines say of themselves. */
final class Views {
    private static final long SECONDS = 60;

    private Views() {}

    /** How many instances the sensor has that all of them run. */
    static long instances(Engine engine) throws InterruptedException {
        return of(engine.sensors()).stream()
                .filter(sensor -> sensor.sensor().equals(Sensors.READINGS))
                .mapToLong(SensorView::instances)
                .sum();
    }

    /** Waits for an answer. */
    static <T> T of(CompletionStage<T> answer) throws InterruptedException {
        try {
            return answer.toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the engine does not answer", e);
        }
    }
}
