package dev.vigil.engine.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the canary sits in a slot. A question that meets a record on its way is answered when that is on disk. One that finds
 * the slot idle is answered with its node's {@link Beats}, so that an idle journal does not grow by being watched; but if the
 * slot has committed nothing for ten minutes, it writes a record, which says nothing and shows that it still can. Not
 * thread-safe.
 */
final class Perch {
    static final Duration RECORD_AFTER = Duration.ofMinutes(10);
    private static final int MOST_CONDITION_CHARS = 500;

    private final int slot;
    private final String node;
    private final Beats beats;
    private final Duration recordAfter;
    private final List<SlotRequest.Probe> waiting = new ArrayList<>();
    private long committedNanos = System.nanoTime();

    /**
     * The place in a slot.
     *
     * @param recordAfter how long the slot may have committed nothing
     */
    Perch(int slot, String node, Beats beats, Duration recordAfter) {
        this.slot = slot;
        this.node = node;
        this.beats = beats;
        this.recordAfter = recordAfter;
    }

    /** How the slot is. */
    SlotRequest.Condition condition(SlotLife life, String trouble, Optional<Incarnation> incarnation) {
        var counts = incarnation.map(Incarnation::counts).orElse(List.of());
        var log = incarnation.map(current -> current.slot().logExtent());
        return new SlotRequest.Condition(slot, node, life.isServing(), described(life, trouble), counts, log);
    }

    /** A question of a canary. */
    void ask(SlotRequest.Probe probe, SlotLife life, String trouble) {
        if (!life.isServing()) {
            refuse(probe, described(life, trouble));
        } else if (life == SlotLife.WRITING || System.nanoTime() - committedNanos >= recordAfter.toNanos()) {
            waiting.add(probe);
        } else {
            var _ = beats.committed().thenAccept(can -> {
                if (can) {
                    answer(probe, true, "");
                } else {
                    refuse(probe, "its node cannot commit");
                }
            });
        }
    }

    /** Whether a record has to be written for the questions' sake where none is. */
    boolean wantsRecord() {
        return !waiting.isEmpty();
    }

    /** A record is on disk. */
    void committed() {
        committedNanos = System.nanoTime();
        waiting.forEach(probe -> answer(probe, true, ""));
        waiting.clear();
    }

    /** The slot has lost its journal, or stops. */
    void failed(SlotLife life, String trouble) {
        waiting.forEach(probe -> refuse(probe, described(life, trouble)));
        waiting.clear();
    }

    private static String described(SlotLife life, String trouble) {
        var text = life.describe(trouble);
        return text.substring(0, Math.min(text.length(), MOST_CONDITION_CHARS));
    }

    private void refuse(SlotRequest.Probe probe, String condition) {
        answer(probe, false, "slot " + slot + " on " + node + ": " + condition);
    }

    private void answer(SlotRequest.Probe probe, boolean serving, String reason) {
        probe.replyTo().tell(new SlotRequest.Probed(slot, probe.number(), serving, reason));
    }
}
