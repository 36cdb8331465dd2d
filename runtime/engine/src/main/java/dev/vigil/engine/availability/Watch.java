package dev.vigil.engine.availability;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * What one node knows of the slots by asking each of them again and again. It watches once every slot has answered. After that
 * a slot is down when a question to it has had no good answer for a second, from when that question was asked. A node that
 * has not looked for three seconds was not running itself: it begins anew. Not thread-safe.
 */
public final class Watch {
    /** How long a question may be without a good answer. */
    static final long PATIENCE_NANOS = 1_000_000_000L;
    /** The longest time between two looks of a node that runs. */
    static final long STALL_NANOS = 3_000_000_000L;

    private final int slots;
    private final Signs signs = new Signs();
    /** By slot: the first question without an answer, 0 for none, and when it was asked. */
    private final long[] waiting;

    private final long[] askedNanos;
    private final BitSet answered = new BitSet();
    private final BitSet down = new BitSet();
    private final BitSet hit = new BitSet();
    private boolean watching;
    private boolean looked;
    private long lookedNanos;
    private long lastNumber;
    /** Answers to older questions are of a time that does not count. */
    private long oldestNumber = 1;

    private long startNanos;
    private long sightings;
    private Optional<Sighting> ended = Optional.empty();

    /** A watch over so many slots. */
    public Watch(int slots) {
        this.slots = slots;
        this.waiting = new long[slots];
        this.askedNanos = new long[slots];
    }

    /** The number for the next questions. */
    public long nextNumber() {
        return ++lastNumber;
    }

    /** That question leaves for that slot. */
    public void asked(int slot, long number, long nowNanos) {
        if (waiting[slot] == 0) {
            waiting[slot] = number;
            askedNanos[slot] = nowNanos;
        }
    }

    /** That slot serves. */
    public void served(int slot, long number, long nowNanos) {
        if (number < oldestNumber || number > lastNumber || slot < 0 || slot >= slots) {
            return;
        }
        if (watching) {
            markIfOverdue(slot, nowNanos);
        }
        waiting[slot] = 0;
        answered.set(slot);
        if (!watching) {
            watching = answered.cardinality() == slots;
        } else if (down.get(slot)) {
            down.clear(slot);
            if (down.isEmpty()) {
                end(nowNanos);
            }
        }
    }

    /** That slot does not serve, and says why; what counts is how long it has not. */
    public void refused(String reason, long nowNanos) {
        signs.add(Signs.Kind.SLOT, reason, nowNanos);
    }

    /** Something happened to a member. */
    public void member(String what, long nowNanos) {
        signs.add(Signs.Kind.MEMBER, what, nowNanos);
    }

    /** This node could not commit. */
    public void uncommitted(long nowNanos) {
        signs.add(Signs.Kind.DATABASE, "database unreachable", nowNanos);
    }

    /** Looks what is overdue. To be called several times a second. */
    public void look(long nowNanos) {
        if (looked && nowNanos - lookedNanos > STALL_NANOS) {
            beginAnew(lookedNanos);
        }
        looked = true;
        lookedNanos = nowNanos;
        if (watching) {
            for (int slot = 0; slot < slots; slot++) {
                markIfOverdue(slot, nowNanos);
            }
        }
    }

    private void markIfOverdue(int slot, long nowNanos) {
        if (waiting[slot] == 0 || down.get(slot) || nowNanos - askedNanos[slot] < PATIENCE_NANOS) {
            return;
        }
        if (down.isEmpty()) {
            sightings++;
            startNanos = askedNanos[slot];
            hit.clear();
        } else if (askedNanos[slot] - startNanos < 0) {
            startNanos = askedNanos[slot];
        }
        down.set(slot);
        hit.set(slot);
    }

    /** This node stops, and watches no more. */
    public void stop(long nowNanos) {
        beginAnew(nowNanos);
    }

    private void beginAnew(long lastNanos) {
        if (!down.isEmpty()) {
            end(lastNanos);
        }
        watching = false;
        down.clear();
        answered.clear();
        Arrays.fill(waiting, 0);
        oldestNumber = lastNumber + 1;
    }

    private void end(long nowNanos) {
        ended = Optional.of(sighting(nowNanos));
    }

    private Sighting sighting(long endNanos) {
        return Sighting.of(sightings, startNanos, endNanos, hit, signs.cause(startNanos));
    }

    /** Whether every slot has answered since it began. */
    public boolean isWatching() {
        return watching;
    }

    /** The outage that goes on. */
    public Optional<Sighting> open(long nowNanos) {
        return down.isEmpty() ? Optional.empty() : Optional.of(sighting(nowNanos));
    }

    /** The outage that has ended since this was last asked. */
    public Optional<Sighting> takeEnded() {
        var taken = ended;
        ended = Optional.empty();
        return taken;
    }

    /** What is not served: what is down, or what has not answered yet. */
    public BitSet unserved() {
        if (watching) {
            return (BitSet) down.clone();
        }
        var missing = Slots.all(slots);
        missing.andNot(answered);
        return missing;
    }

    /** Which slots want to be asked again soon: those with a question that has no answer. */
    public BitSet unanswered() {
        var open = new BitSet();
        for (int slot = 0; slot < slots; slot++) {
            open.set(slot, waiting[slot] != 0);
        }
        return open;
    }
}
