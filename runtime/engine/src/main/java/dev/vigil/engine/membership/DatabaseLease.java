package dev.vigil.engine.membership;

import dev.vigil.engine.journal.Database;
import dev.vigil.engine.journal.LeaseTable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.coordination.lease.LeaseSettings;
import org.apache.pekko.coordination.lease.javadsl.Lease;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease in the journal's database, for the Split Brain Resolver: the side that can reach the data goes on. Held by renewing
 * it; a holder that cannot renew it in time has lost it. Thread-safe.
 */
public final class DatabaseLease extends Lease {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseLease.class);

    private final LeaseSettings settings;
    private final ExtendedActorSystem system;
    private final LeaseTable leases;
    private final Duration time;
    private final Duration every;
    private final Duration patience;
    /** The renewal of the lease that is held. */
    private final AtomicReference<Optional<Cancellable>> renewal = new AtomicReference<>(Optional.empty());

    private volatile long heldUntilNanos;

    /** Called by reflection, see {@code engine.conf}. */
    public DatabaseLease(LeaseSettings settings, ExtendedActorSystem system) {
        this.settings = settings;
        this.system = system;
        this.leases = Database.of(system).leases();
        this.time = settings.timeoutSettings().getHeartbeatTimeout();
        this.every = settings.timeoutSettings().getHeartbeatInterval();
        this.patience = settings.timeoutSettings().getOperationTimeout();
    }

    @Override
    public LeaseSettings getSettings() {
        return settings;
    }

    @Override
    public CompletionStage<Boolean> acquire() {
        return acquire(_ -> {});
    }

    @Override
    public CompletionStage<Boolean> acquire(Consumer<Optional<Throwable>> lost) {
        long asked = System.nanoTime();
        return leases.acquire(settings.leaseName(), settings.ownerName(), time)
                .toCompletableFuture()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(acquired -> {
                    LOG.info("lease asked for lease={} acquired={}", settings.leaseName(), acquired);
                    if (acquired) {
                        hold(asked);
                        startRenewing(lost);
                    }
                    return acquired;
                });
    }

    /** Counted from before it was asked for, so that this node never believes in it for longer than the database. */
    private void hold(long askedNanos) {
        heldUntilNanos = askedNanos + time.toNanos();
    }

    private void startRenewing(Consumer<Optional<Throwable>> lost) {
        var renewing = system.scheduler().scheduleWithFixedDelay(every, every, () -> renew(lost), system.dispatcher());
        renewal.getAndSet(Optional.of(renewing)).ifPresent(Cancellable::cancel);
    }

    private void renew(Consumer<Optional<Throwable>> lost) {
        long asked = System.nanoTime();
        var _ = leases.renew(settings.leaseName(), settings.ownerName(), time)
                .toCompletableFuture()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((kept, failure) -> {
                    if (Boolean.TRUE.equals(kept)) {
                        hold(asked);
                    } else if (failure == null || !checkLease()) {
                        stopRenewing();
                        lost.accept(Optional.ofNullable(failure));
                    }
                });
    }

    private void stopRenewing() {
        renewal.getAndSet(Optional.empty()).ifPresent(Cancellable::cancel);
        heldUntilNanos = System.nanoTime();
    }

    @Override
    public CompletionStage<Boolean> release() {
        stopRenewing();
        return leases.release(settings.leaseName(), settings.ownerName())
                .toCompletableFuture()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public boolean checkLease() {
        return renewal.get().isPresent() && System.nanoTime() - heldUntilNanos < 0;
    }
}
