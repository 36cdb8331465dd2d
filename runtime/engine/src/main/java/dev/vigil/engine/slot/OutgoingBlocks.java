package dev.vigil.engine.slot;

import dev.vigil.engine.event.BlockEvent;
import dev.vigil.engine.event.EventBlockWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers the events of one step that go to sensors in other slots, by sensor and slot. Not thread-safe. */
final class OutgoingBlocks {
    private final int slots;
    private final @Nullable Draft[] drafts;

    OutgoingBlocks(int sensors, int slots) {
        this.slots = slots;
        this.drafts = new Draft[sensors * slots];
    }

    void add(int place, int target, BlockEvent event, long offset) {
        int index = place * slots + target;
        var draft = drafts[index];
        if (draft == null) {
            draft = new Draft();
            drafts[index] = draft;
        }
        draft.add(event, offset);
    }

    List<Step.Outgoing> take(RunningSensors running) {
        var blocks = new ArrayList<Step.Outgoing>();
        for (int i = 0; i < drafts.length; i++) {
            var draft = drafts[i];
            if (draft != null) {
                var sensor = running.slice(i / slots).name;
                blocks.add(draft.toOutgoing(sensor, i % slots));
            }
        }
        return blocks;
    }

    private static final class Draft {
        private final EventBlockWriter events = new EventBlockWriter(1024);
        private long[] offsets = new long[8];

        void add(BlockEvent event, long offset) {
            if (events.count() == offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 2);
            }
            offsets[events.count()] = offset;
            events.addCopy(event);
        }

        Step.Outgoing toOutgoing(String sensor, int target) {
            var block = events.take();
            return new Step.Outgoing(sensor, target, block, Arrays.copyOf(offsets, block.count()));
        }
    }
}
