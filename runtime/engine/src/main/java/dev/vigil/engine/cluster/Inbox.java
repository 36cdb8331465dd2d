package dev.vigil.engine.cluster;

import dev.vigil.engine.dispatch.FiringResult;
import dev.vigil.engine.slot.Inputs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What has gathered for a slot since its last step. Its senders bound it: each waits for answers. Not thread-safe. */
final class Inbox {
    private final ArrayDeque<SlotRequest.Publish> published = new ArrayDeque<>();
    private final ArrayDeque<Inputs.Delivered> delivered = new ArrayDeque<>();
    private final ArrayDeque<Inputs.Replay> replays = new ArrayDeque<>();
    /** When the first of it arrived; means something where something has. */
    private long arrivedNanos;

    private boolean hasArrived;
    private List<Inputs.PublicationBatch> publications = new ArrayList<>();
    private final ArrayDeque<FiringResult> firingResults = new ArrayDeque<>();
    private List<SlotRequest.GetInstance> reads = new ArrayList<>();
    private final ArrayDeque<SlotRequest.Rule> rules = new ArrayDeque<>();
    private final Map<String, Inputs.Confirmed> confirmed = new LinkedHashMap<>();
    private final Map<Integer, Inputs.PublicationsConfirmed> publicationsConfirmed = new LinkedHashMap<>();
    private final PublishOrder order = new PublishOrder();

    /** Adds a block if it is its turn; what is not taken must be refused, or is here already. */
    PublishOrder.Turn offer(SlotRequest.Publish publish) {
        var turn = order.turn(publish);
        if (turn == PublishOrder.Turn.TAKE) {
            add(publish);
        }
        return turn;
    }

    /** A block that was taken from here has been answered. */
    void answered(SlotRequest.Publish publish, SlotRequest.Published answer) {
        order.answered(publish, answer);
    }

    /** How it was, where it is sent again. */
    Optional<SlotRequest.Published> answer(SlotRequest.Publish publish) {
        return order.answer(publish);
    }

    private void add(SlotRequest.Publish publish) {
        arrived();
        published.add(publish);
    }

    private void arrived() {
        if (!hasArrived) {
            hasArrived = true;
            arrivedNanos = System.nanoTime();
        }
    }

    void add(Inputs.Delivered block) {
        arrived();
        delivered.add(block);
    }

    void add(Inputs.Replay replay) {
        arrived();
        replays.add(replay);
    }

    void add(Inputs.PublicationBatch batch) {
        arrived();
        publications.add(batch);
    }

    void add(FiringResult result) {
        firingResults.add(result);
    }

    void add(SlotRequest.GetInstance read) {
        reads.add(read);
    }

    void add(SlotRequest.Rule rule) {
        arrived();
        rules.add(rule);
    }

    /** Only the last confirmation of each sender counts. */
    void add(Inputs.Confirmed confirmation) {
        confirmed.put(confirmation.slot() + " " + confirmation.sensor(), confirmation);
    }

    void add(Inputs.PublicationsConfirmed confirmation) {
        publicationsConfirmed.put(confirmation.slot(), confirmation);
    }

    boolean hasReplays() {
        return !replays.isEmpty();
    }

    /** Whether there is something that a step would make a record of; confirmations wait for company. */
    boolean hasWork() {
        return !(published.isEmpty()
                && delivered.isEmpty()
                && replays.isEmpty()
                && publications.isEmpty()
                && firingResults.isEmpty()
                && rules.isEmpty()
                && reads.isEmpty());
    }

    /** Takes what goes into one step: of each kind that brings events up to that many bytes, at least one; one rule; all else. */
    Batch take(int mostBytes) {
        var publishes = take(published, mostBytes, publish -> publish.events().sizeBytes());
        var blocks = take(delivered, mostBytes, block -> block.events().sizeBytes());
        var replay = take(replays, mostBytes, stretch -> stretch.events().sizeBytes());
        var rule = Optional.ofNullable(rules.poll());
        var results = take(firingResults, mostBytes, FiringResult::sizeBytes);
        var inputs = new Inputs(
                publishes.stream().map(SlotRequest.Publish::events).toList(),
                blocks,
                publications,
                replay,
                results,
                List.copyOf(confirmed.values()),
                List.copyOf(publicationsConfirmed.values()),
                rule.map(SlotRequest.Rule::rulings).orElse(List.of()));
        long now = System.nanoTime();
        var batch = new Batch(inputs, publishes, reads, rule, hasArrived ? arrivedNanos : now);
        hasArrived = !(published.isEmpty() && delivered.isEmpty() && replays.isEmpty() && rules.isEmpty());
        arrivedNanos = now;
        publications = new ArrayList<>();
        reads = new ArrayList<>();
        confirmed.clear();
        publicationsConfirmed.clear();
        return batch;
    }

    /** Takes everything that still wants an answer, and forgets the rest: others will send it again. */
    Batch takeAll() {
        return take(Integer.MAX_VALUE);
    }

    /**
     * The inputs of one step, and who wants to know what became of them.
     *
     * @param inputs for the core
     * @param publishes in the order of the inputs' blocks
     * @param reads to be answered with the record that follows
     * @param rule whose rulings these are
     * @param arrivedNanos when the first of it arrived, or when it was taken where only timers and outcomes are in it
     */
    record Batch(
            Inputs inputs,
            List<SlotRequest.Publish> publishes,
            List<SlotRequest.GetInstance> reads,
            Optional<SlotRequest.Rule> rule,
            long arrivedNanos) {
        /** Nothing. */
        static final Batch NONE = new Batch(Inputs.NONE, List.of(), List.of(), Optional.empty(), 0);
    }

    private static <T> List<T> take(ArrayDeque<T> queue, int mostBytes, ToIntFunction<T> size) {
        var taken = new ArrayList<T>();
        long bytes = 0;
        while (!queue.isEmpty()) {
            bytes += size.applyAsInt(queue.element());
            if (!taken.isEmpty() && bytes > mostBytes) {
                break;
            }
            taken.add(queue.remove());
        }
        return taken;
    }
}
