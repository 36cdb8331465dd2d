package dev.vigil.engine.cluster;

import dev.vigil.engine.journal.OutageTable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/** Starts a node's canary, and lets it say that the node stops before anything of it does. */
final class CanaryStart {
    private static final Duration FOR_STOP = Duration.ofSeconds(2);

    private CanaryStart() {}

    static CanaryBoard of(
            ActorSystem<?> system,
            List<EntityRef<SlotCommand>> slots,
            SlotServices services,
            OutageTable table,
            MeterRegistry registry) {
        var board = new CanaryBoard(table, slots.size(), registry, services.clock());
        var lags = new Lags(services, registry);
        var canary = system.systemActorOf(Canary.create(slots, services, table, board, lags), "canary", Props.empty());
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeServiceUnbind(),
                        "canary-stops",
                        () -> AskPattern.ask(canary, Canary.Stop::new, FOR_STOP, system.scheduler())
                                .exceptionally(_ -> Done.getInstance()));
        return board;
    }
}
