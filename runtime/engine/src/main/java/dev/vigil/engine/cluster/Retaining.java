package dev.vigil.engine.cluster;

import dev.vigil.engine.journal.Journal;
import dev.vigil.engine.slot.LogBegin;
import dev.vigil.engine.slot.Retention;
import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SnapshotCover;
import dev.vigil.engine.slot.Step;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the log of one slot within its bounds, for one incarnation: finds out what both snapshots cover, has the slot decide
 * where its log is to begin, and when that is on disk has what is before deleted. Not thread-safe.
 */
final class Retaining {
    private static final Logger LOG = LoggerFactory.getLogger(Retaining.class);
    /** A slot that seldom takes snapshots by itself takes so many in the time for which events are kept, if that frees some. */
    private static final int SNAPSHOTS_A_PERIOD = 16;

    private static final long RETRY_MILLIS = 10_000;

    private final int number;
    private final SlotServices services;
    private final Slot slot;
    private final Retention retention;
    private final SnapshotCover snapshots;
    private long snapshotMillis;
    private boolean wantsSnapshot;
    private Optional<LogBegin> next = Optional.empty();
    private CompletableFuture<?> trimming = CompletableFuture.completedFuture(null);
    private long trimmingTo = 1;
    private long retryMillis;

    /**
     * Begins with a recovered slot.
     *
     * @param recoveredFrom the snapshot that was read; 0 for none
     */
    Retaining(int number, SlotServices services, Slot slot, long recoveredFrom) {
        this.number = number;
        this.services = services;
        this.slot = slot;
        this.retention =
                services.settings().retention().ofSlot(services.settings().slots());
        this.snapshots = new SnapshotCover(recoveredFrom);
        this.snapshotMillis = services.clock().millis();
    }

    /** Looks whether something is to be done; the slot knows what others have. */
    void look(long nowMillis) {
        trimIfBehind(nowMillis);
        if (!retention.isBounded()) {
            return;
        }
        next = slot.logCut(retention, snapshots.covered(), nowMillis);
        wantsSnapshot = next.isEmpty()
                && nowMillis - snapshotMillis >= retention.millis() / SNAPSHOTS_A_PERIOD
                && slot.logCut(retention, slot.sequence(), nowMillis).isPresent();
        services.meters().log().put(number, slot.logExtent(), slot.overdueBytes(retention, nowMillis));
    }

    /** Whether the log is to be cut. */
    boolean hasCut() {
        return cut().isPresent();
    }

    /** While the last cut was being written, the same may have been found again, and a replay may have begun. */
    private Optional<LogBegin> cut() {
        return next.filter(to -> to.sequence() > slot.logBegin().sequence() && slot.mayBeginAt(to));
    }

    /** Makes the record that cuts the log, if that is to be done. */
    Optional<Step> takeCut(long nowMillis) {
        var step = cut().map(to -> slot.cutLog(to, nowMillis));
        next = Optional.empty();
        return step;
    }

    /** Whether a snapshot would let the log be cut. */
    boolean wantsSnapshot() {
        return wantsSnapshot;
    }

    /** A snapshot is being taken. */
    void snapshot(long nowMillis) {
        snapshotMillis = nowMillis;
        wantsSnapshot = false;
    }

    /** A snapshot is on disk. */
    void saved(Journal.SnapshotSaved snapshot) {
        snapshots.saved(snapshot.sequence(), snapshot.before());
    }

    /** Has deleted what the state says is to be: also what an earlier incarnation had begun. */
    private void trimIfBehind(long nowMillis) {
        long first = slot.logBegin().sequence();
        boolean isDone = first <= trimmingTo && !trimming.isCompletedExceptionally();
        if (isDone || !trimming.isDone() || (first <= trimmingTo && nowMillis < retryMillis)) {
            return;
        }
        trimmingTo = first;
        retryMillis = nowMillis + RETRY_MILLIS;
        trimming = services.trimmer()
                .trim(number, first, services.meters().log()::deleted)
                .whenComplete((_, cause) -> {
                    if (cause != null) {
                        LOG.warn("records are not deleted yet slot={} before={}", number, first, cause);
                    }
                })
                .toCompletableFuture();
    }
}
