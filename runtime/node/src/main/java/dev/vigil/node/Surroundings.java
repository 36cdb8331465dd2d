package dev.vigil.node;

import dev.vigil.api.Publisher;
import dev.vigil.engine.SourceReport;
import dev.vigil.node.http.CountedPublisher;
import dev.vigil.node.http.Refusals;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * What the sources that run on every node find on this one.
 *
 * @param publisher the way onto the bus
 * @param clock what sources see as the time
 * @param refusals counts what they refuse
 * @param meters count what comes in by them, and how often they fail
 * @param nanoTime the time between two moments
 * @param later runs something after a while
 */
record Surroundings(
        Publisher publisher,
        InstantSource clock,
        Refusals refusals,
        MeterRegistry meters,
        LongSupplier nanoTime,
        BiConsumer<Duration, Runnable> later) {
    /** Those of a node, with the machine's time. */
    static Surroundings of(Publisher publisher, InstantSource clock, Refusals refusals, MeterRegistry meters) {
        return new Surroundings(publisher, clock, refusals, meters, System::nanoTime, (pause, task) -> {
            Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
            later.execute(task);
        });
    }

    /** The context of one run of a source; requests that came before it was closed are finished after it. */
    MeteredContext context(String name, SourceReport report) {
        return new MeteredContext(
                name, new CountedPublisher(publisher, meters, name), clock, refusals, Optional.empty(), report);
    }
}
