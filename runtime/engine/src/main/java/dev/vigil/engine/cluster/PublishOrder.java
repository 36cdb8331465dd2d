package dev.vigil.engine.cluster;

import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Keeps the blocks of each publisher in the order in which it sent them, within one incarnation of a slot: of two blocks under
 * way the second must not be taken where the first was lost. Not thread-safe.
 */
final class PublishOrder {
    private final Map<ActorRef<SlotRequest.PublishReply>, Progress> publishers = new HashMap<>();

    /** What a slot does with a block. */
    enum Turn {
        /** It is next, or was answered and the answer lost. */
        TAKE,
        /** It is here already; its answer follows. */
        WAIT,
        /** The block before it is not here. */
        REFUSE
    }

    /** The numbers of the last block that was taken, and of the last that was answered. */
    private static final class Progress {
        private long taken;
        private long answered = -1;
    }

    /** Whose turn it is; a block that is to be taken counts as taken from then on. */
    Turn turn(SlotRequest.Publish publish) {
        var progress = publishers.get(publish.replyTo());
        long number = publish.number();
        if (progress != null && number <= progress.taken) {
            return number > progress.answered ? Turn.WAIT : Turn.TAKE;
        }
        boolean isNext = !publish.follows() || (progress != null && number == progress.taken + 1);
        if (!isNext) {
            return Turn.REFUSE;
        }
        publishers.computeIfAbsent(publish.replyTo(), _ -> new Progress()).taken = number;
        return Turn.TAKE;
    }

    /** That block has been answered. */
    void answered(SlotRequest.Publish publish) {
        var progress = publishers.get(publish.replyTo());
        if (progress != null && publish.number() > progress.answered) {
            progress.answered = publish.number();
        }
    }
}
