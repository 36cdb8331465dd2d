package dev.vigil.engine.cluster;

import java.time.Duration;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Sharding starts an entity with its first message; what must move even when nothing arrives is sent one again and again. Ends
 * with the shutdown, which otherwise waits for entities that are woken again and again.
 */
final class Waking {
    private static final Duration EVERY = Duration.ofMillis(250);

    private Waking() {}

    /** Runs that four times a second as long as this node is a member in good standing and does not stop. */
    static void start(ActorSystem<?> system, Runnable wake) {
        var shutdown = CoordinatedShutdown.get(system);
        var _ = system.scheduler()
                .scheduleWithFixedDelay(
                        Duration.ZERO,
                        EVERY,
                        () -> {
                            if (Members.isUp(system)
                                    && shutdown.getShutdownReason().isEmpty()) {
                                wake.run();
                            }
                        },
                        system.executionContext());
    }
}
