package dev.vigil.engine.cluster;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Keeps the blocks of each publisher in the order in which it sent them, within one incarnation of a slot: of two blocks under
 * way the second must not be taken where the first was lost. Not thread-safe.
 */
final class PublishOrder {
    private final Map<ActorRef<SlotRequest.PublishReply>, Progress> publishers = new HashMap<>();

    /** What a slot does with a block. */
    enum Turn {
        /** It is next. */
        TAKE,
        /** It is here already; its answer follows. */
        WAIT,
        /** It is on disk already; its answer was lost. */
        ANSWERED,
        /** The block before it is not here. */
        REFUSE
    }

    /** The number of the last block that was taken, and the last answers. */
    private static final class Progress {
        private final ArrayDeque<SlotRequest.Published> answers = new ArrayDeque<>();
        private long taken;

        private Optional<SlotRequest.Published> answer(long number) {
            return answers.stream().filter(answer -> answer.number() == number).findFirst();
        }
    }

    /** Whose turn it is; a block that is to be taken counts as taken from then on. */
    Turn turn(SlotRequest.Publish publish) {
        var progress = publishers.get(publish.replyTo());
        long number = publish.number();
        if (progress != null && number <= progress.taken) {
            return progress.answer(number).isPresent() ? Turn.ANSWERED : Turn.WAIT;
        }
        boolean isNext = !publish.follows() || (progress != null && number == progress.taken + 1);
        if (!isNext) {
            return Turn.REFUSE;
        }
        publishers.computeIfAbsent(publish.replyTo(), _ -> new Progress()).taken = number;
        return Turn.TAKE;
    }

    /** That block has been answered so. */
    void answered(SlotRequest.Publish publish, SlotRequest.Published answer) {
        var progress = publishers.get(publish.replyTo());
        if (progress != null) {
            progress.answers.add(answer);
            if (progress.answers.size() > Lane.MOST_IN_FLIGHT) {
                progress.answers.remove();
            }
        }
    }

    /**
     * How a block was answered that is sent again. It is not looked for among the identities again: many other events may have come
     * since, and these may have been forgotten.
     */
    Optional<SlotRequest.Published> answer(SlotRequest.Publish publish) {
        return Optional.ofNullable(publishers.get(publish.replyTo()))
                .flatMap(progress -> progress.answer(publish.number()));
    }
}
