package dev.vigil.engine.simulation;

import dev.vigil.engine.slot.Slot;
import dev.vigil.engine.slot.SnapshotCover;
import dev.vigil.engine.slot.Step;
import java.util.Optional;

/** One incarnation's snapshots: recovers from them, and lets the log begin later where they cover what is before. */
final class Cutting {
    private final World world;
    private final Slot slot;
    private final int number;
    private final Chance chance;
    private final StoredJournal journal;
    private SnapshotCover snapshots = new SnapshotCover(0);

    Cutting(World world, Slot slot, int number, Chance chance) {
        this.world = world;
        this.slot = slot;
        this.number = number;
        this.chance = chance;
        this.journal = world.journals.get(number);
    }

    /** Brings the slot to where its journal is: from one of its snapshots, if it has not to be read from the beginning. */
    void recover() {
        int records = journal.records().size();
        boolean isWhole = journal.oldest() == 1;
        if (!journal.snapshots().isEmpty() && (!isWhole || chance.perMille(800))) {
            var snapshot = chance.oneOf(journal.snapshots());
            slot.restore(snapshot.bytes());
            snapshots = new SnapshotCover(snapshot.sequence());
            world.note(true, Situation.RESTORED);
        }
        while (slot.sequence() < records) {
            slot.apply(journal.read(slot.sequence() + 1));
        }
    }

    /** Takes a snapshot. */
    void snapshot() {
        snapshots.saved(slot.sequence(), journal.snapshot(slot.sequence(), slot.snapshot()));
    }

    /** Whether it is time to look. */
    boolean isDue() {
        return world.plan.retention().isBounded() && !chance.perMille(300);
    }

    /** The step whose record cuts the log; the slot knows which of the others are idle. */
    Optional<Step> cut() {
        return Broken.cut(slot, snapshots.covered(), journal, world).map(to -> {
            world.note(true, Situation.CUT);
            world.note(to.offset() == slot.nextOffset(), Situation.EMPTIED);
            return slot.cutLog(to, world.now);
        });
    }

    /** Begins to delete what the state says is to be. */
    void deleteRecords() {
        long first = slot.logBegin().sequence();
        world.after(chance.between(1, 40), () -> {
            if (chance.perMille(700)) {
                journal.raise(first);
                world.after(chance.between(1, 20), () -> {
                    long some = chance.between(0, 3);
                    journal.delete(first - some);
                    if (chance.perMille(800)) {
                        world.after(chance.between(1, 20), () -> journal.delete(first));
                    }
                });
            }
        });
    }

    /** Whether what an incarnation was to read from there on was cut, or is no longer its own. */
    boolean isRightlyGone(long from, Incarnation reader) {
        return world.current.get(number) != reader || from < slot.logBegin().sequence();
    }
}
