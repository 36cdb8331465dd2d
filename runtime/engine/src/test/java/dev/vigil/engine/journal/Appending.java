package dev.vigil.engine.journal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** A slot that appends one record after another, as fast as its journal takes them: the load of some tests. */
final class Appending {
    private final byte[] record;
    private final AtomicLong appended = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Phaser progress = new Phaser(1);

    private Appending(int bytes) {
        this.record = new byte[bytes];
    }

    /** Starts appending records of that many bytes. */
    static Appending to(ActorSystem system, int slot, int bytes) {
        var appending = new Appending(bytes);
        Adapter.spawnAnonymous(system, appending.owner(slot));
        return appending;
    }

    private Behavior<Journal.Signal> owner(int slot) {
        return Behaviors.setup(context -> {
            var journal = context.spawn(Journal.create(slot, new Ignoring(), context.getSelf()), "journal");
            var asked = new AtomicLong(System.nanoTime());
            return Behaviors.receiveMessage(signal -> {
                switch (signal) {
                    case Journal.Recovered _ -> {}
                    case Journal.Appended _ -> {
                        long nanos = System.nanoTime() - asked.get();
                        longestNanos.accumulateAndGet(nanos, Math::max);
                        appended.incrementAndGet();
                        progress.arrive();
                    }
                    case Journal.Failed failed -> failures.add(failed.cause());
                    case Journal.SnapshotSaved _, Journal.SnapshotFailed _ -> {}
                }
                if (!(signal instanceof Journal.Failed)) {
                    asked.set(System.nanoTime());
                    journal.tell(new Journal.Append(record, Optional.empty()));
                }
                return Behaviors.same();
            });
        });
    }

    long appended() {
        return appended.get();
    }

    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    ConcurrentLinkedQueue<Throwable> failures() {
        return failures;
    }

    /** Waits until that many more are on disk. */
    void awaitMore(int count) throws InterruptedException, TimeoutException {
        long end = appended.get() + count;
        while (appended.get() < end) {
            progress.awaitAdvanceInterruptibly(progress.getPhase(), 30, TimeUnit.SECONDS);
        }
    }

    private static final class Ignoring implements Journal.Recovery {
        @Override
        public void snapshot(byte[] state) {}

        @Override
        public void record(byte[] record) {}
    }
}
