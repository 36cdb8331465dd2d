package dev.vigil.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The owner of one journal: keeps what it is told, in the order in which it is told. */
final class TestOwner implements Journal.Recovery {
    private static final int PATIENCE_SECONDS = 30;
    /** What a record or a state begins with that this owner refuses to read. */
    private static final String UNREADABLE = "unreadable";

    private final List<String> recovered = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Journal.Signal> signals = new LinkedBlockingQueue<>();
    private final ActorRef<Journal.Command> journal;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private TestOwner(ActorSystem system, int slot) {
        ActorRef<Journal.Signal> owner = Adapter.spawnAnonymous(system, Behaviors.receiveMessage(signal -> {
            signals.add(signal);
            return Behaviors.same();
        }));
        this.journal = Adapter.spawnAnonymous(system, Journal.create(slot, this, owner));
        Adapter.spawnAnonymous(system, Behaviors.<Void>setup(context -> {
            context.watch(journal);
            return Behaviors.receive(Void.class)
                    .onSignal(Terminated.class, terminated -> {
                        end.complete(null);
                        return Behaviors.stopped();
                    })
                    .build();
        }));
    }

    static TestOwner of(ActorSystem system, int slot) {
        return new TestOwner(system, slot);
    }

    @Override
    public void snapshot(byte[] state) {
        recovered.add("snapshot " + readable(state));
    }

    @Override
    public void record(byte[] record) {
        recovered.add(readable(record));
    }

    private static String readable(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.startsWith(UNREADABLE)) {
            throw new IllegalArgumentException("this is " + UNREADABLE);
        }
        return text;
    }

    /** What the recovery gave it: records as they are, the state of a snapshot behind that word. */
    List<String> recovered() {
        return recovered;
    }

    void append(String record) {
        append(record.getBytes(StandardCharsets.ISO_8859_1));
    }

    void append(byte[] record) {
        journal.tell(new Journal.Append(record, Optional.empty()));
    }

    void append(String record, String snapshot) {
        journal.tell(new Journal.Append(
                record.getBytes(StandardCharsets.ISO_8859_1),
                Optional.of(snapshot.getBytes(StandardCharsets.ISO_8859_1))));
    }

    void stop() {
        journal.tell(new Journal.Stop());
    }

    /** The next signal, which is of that kind. */
    <S extends Journal.Signal> S await(Class<S> kind) throws InterruptedException {
        var signal = signals.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(signal).isInstanceOf(kind);
        return kind.cast(signal);
    }

    /** Waits until the journal has stopped, without having said anything more. */
    void awaitEnd() {
        end.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        assertThat(signals).isEmpty();
    }

    /** Appends that and waits until it is on disk. */
    long appended(String record) throws InterruptedException {
        append(record);
        return await(Journal.Appended.class).sequence();
    }

    /** Appends that with a snapshot and waits until both are on disk. */
    long appended(String record, String snapshot) throws InterruptedException {
        append(record, snapshot);
        long sequence = await(Journal.Appended.class).sequence();
        assertThat(await(Journal.SnapshotSaved.class).sequence()).isEqualTo(sequence);
        return sequence;
    }
}
