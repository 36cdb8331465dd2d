package dev.vigil.engine.journal;

import dev.vigil.engine.EngineSettings;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A process that appends to all slots of a journal, tells on its standard output what was recovered ({@code R slot
 * sequence}) and appended ({@code A slot sequence}), and waits to be killed. Ends by itself only if something is wrong,
 * with a line that says what.
 */
final class KilledProcess {
    static final int SLOTS = 4;

    private static final PrintStream OUT = System.out;

    private KilledProcess() {}

    /** The record that a slot has under that sequence number: of many lengths, and no two alike. */
    static byte[] record(int slot, long sequence) {
        var text = slot + ":" + sequence + ";";
        return text.repeat((int) (1 + (sequence * 7919 + slot) % 3_000)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /**
     * Opens the journal and appends for ever.
     *
     * @param arguments the journal's URL
     */
    public static void main(String[] arguments) {
        try {
            var node = TestNode.open(new EngineSettings.Journal(arguments[0], "sa", "", 4));
            for (int slot = 0; slot < SLOTS; slot++) {
                Adapter.spawnAnonymous(node.system(), owner(slot));
            }
        } catch (JournalOpenException e) {
            OUT.println(e.getClass().getSimpleName() + " " + e.getMessage());
            System.exit(3);
        }
    }

    private static Behavior<Journal.Signal> owner(int slot) {
        return Behaviors.setup(context -> {
            var check = new Check(slot);
            var journal = context.spawn(Journal.create(slot, check, context.getSelf()), "journal");
            return Behaviors.receiveMessage(signal -> {
                switch (signal) {
                    case Journal.Recovered recovered -> {
                        OUT.println("R " + slot + " " + recovered.lastSequence());
                        journal.tell(next(slot, recovered.lastSequence()));
                    }
                    case Journal.Appended appended -> {
                        OUT.println("A " + slot + " " + appended.sequence());
                        journal.tell(next(slot, appended.sequence()));
                    }
                    case Journal.Failed failed -> OUT.println("failed: " + failed.cause());
                    case Journal.SnapshotFailed failed -> OUT.println("failed: " + failed.cause());
                    case Journal.SnapshotSaved _ -> {}
                }
                return Behaviors.same();
            });
        });
    }

    private static Journal.Append next(int slot, long last) {
        long sequence = last + 1;
        // The state is what a slot would keep: here, the number of the last record.
        var state = Long.toString(last).getBytes(StandardCharsets.ISO_8859_1);
        return new Journal.Append(record(slot, sequence), sequence % 100 == 0 ? Optional.of(state) : Optional.empty());
    }

    /** Compares what is recovered with what must have been written. */
    static final class Check implements Journal.Recovery {
        private final int slot;
        private long last;

        Check(int slot) {
            this.slot = slot;
        }

        @Override
        public void snapshot(byte[] state) {
            last = Long.parseLong(new String(state, StandardCharsets.ISO_8859_1));
        }

        @Override
        public void record(byte[] record) {
            last++;
            if (!Arrays.equals(record, KilledProcess.record(slot, last))) {
                throw new IllegalArgumentException("record " + last + " of slot " + slot + " is not what was written");
            }
        }
    }
}
