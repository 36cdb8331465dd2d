package dev.vigil.engine.cluster;

import dev.vigil.api.Event;
import dev.vigil.engine.DeadLetterFilter;
import dev.vigil.engine.DeadLetterId;
import dev.vigil.engine.DeadLetterPage;
import dev.vigil.engine.DeadLetterResult;
import dev.vigil.engine.DeadLetterResult.Outcome;
import dev.vigil.engine.DeadLetterSummary;
import dev.vigil.engine.DeadLetterTally;
import dev.vigil.engine.DeadLetterView;
import dev.vigil.engine.event.EventBlock;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.Step;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Lists dead letters and has slots redrive and discard them. Thread-safe. */
final class DeadLetterQueries {
    /** Letters that go into one record may fail again, and are written again then. */
    private static final int MOST_AT_ONCE = 100;

    private static final long MOST_BYTES_AT_ONCE = 4 << 20;

    private final SlotAnswers slots;

    DeadLetterQueries(SlotAnswers slots) {
        this.slots = slots;
    }

    /** One page, of one slot after the other. */
    CompletionStage<DeadLetterPage> page(DeadLetterFilter filter, Optional<DeadLetterId> after, int limit) {
        int slot = after.map(DeadLetterId::slot).orElse(0);
        return collect(filter, slot, after.map(DeadLetterId::letter).orElse(""), limit, List.of());
    }

    private CompletionStage<DeadLetterPage> collect(
            DeadLetterFilter filter, int slot, String after, int limit, List<DeadLetterSummary> before) {
        if (slot >= slots.slots()) {
            return CompletableFuture.completedFuture(new DeadLetterPage(before, Optional.empty()));
        }
        int most = limit - before.size();
        return slots.<SlotRequest.DeadLetters>of(
                        slot, replyTo -> new SlotRequest.GetDeadLetters(filter, after, most, replyTo))
                .thenCompose(found -> {
                    var all = new ArrayList<>(before);
                    all.addAll(found.letters());
                    return all.size() >= limit || found.isCut()
                            ? CompletableFuture.completedFuture(new DeadLetterPage(
                                    List.copyOf(all), Optional.of(all.getLast().id())))
                            : collect(filter, slot + 1, "", limit, all);
                });
    }

    CompletionStage<Optional<DeadLetterView>> one(DeadLetterId id) {
        return find(id, true).thenApply(found -> found.map(DeadLetterQueries::view));
    }

    /** Redrives one that has been redriven so often, or as often as it is found to have been. */
    CompletionStage<DeadLetterResult> redrive(DeadLetterId id, OptionalInt redrives) {
        return find(id, false).thenCompose(found -> {
            int now = found.map(letter -> letter.summary().redrives()).orElse(0);
            return rule(id, new Inputs.Redrive(id.letter(), redrives.orElse(now)), found.isPresent());
        });
    }

    CompletionStage<DeadLetterResult> discard(DeadLetterId id) {
        return find(id, false).thenCompose(found -> rule(id, new Inputs.Discard(id.letter()), found.isPresent()));
    }

    /** Redrives one page. */
    CompletionStage<DeadLetterTally> redriveAll(DeadLetterFilter filter, Optional<DeadLetterId> after, int limit) {
        return all(
                filter, after, limit, letter -> new Inputs.Redrive(letter.id().letter(), letter.redrives()));
    }

    /** Discards one page. */
    CompletionStage<DeadLetterTally> discardAll(DeadLetterFilter filter, Optional<DeadLetterId> after, int limit) {
        return all(
                filter, after, limit, letter -> new Inputs.Discard(letter.id().letter()));
    }

    private CompletionStage<Optional<SlotRequest.DeadLetterContent>> find(DeadLetterId id, boolean withContent) {
        return id.slot() >= slots.slots()
                ? CompletableFuture.completedFuture(Optional.empty())
                : slots.<SlotRequest.FoundDeadLetter>of(
                                id.slot(), replyTo -> new SlotRequest.GetDeadLetter(id.letter(), withContent, replyTo))
                        .thenApply(SlotRequest.FoundDeadLetter::letter);
    }

    private CompletionStage<DeadLetterResult> rule(DeadLetterId id, Inputs.Ruling ruling, boolean wasThere) {
        return id.slot() >= slots.slots()
                ? CompletableFuture.completedFuture(new DeadLetterResult(Outcome.UNKNOWN, ""))
                : slots.<SlotRequest.Ruled>of(id.slot(), replyTo -> new SlotRequest.Rule(List.of(ruling), replyTo))
                        .thenApply(ruled -> new DeadLetterResult(
                                outcome(ruled.rulings().getFirst().result(), wasThere),
                                ruled.rulings().getFirst().reason()));
    }

    private CompletionStage<DeadLetterTally> all(
            DeadLetterFilter filter,
            Optional<DeadLetterId> after,
            int limit,
            Function<DeadLetterSummary, Inputs.Ruling> ruling) {
        return page(filter, after, limit)
                .thenCompose(page -> rule(page.letters(), ruling, new EnumMap<>(Outcome.class))
                        .thenApply(counts -> new DeadLetterTally(counts, page.next())));
    }

    private CompletionStage<Map<Outcome, Long>> rule(
            List<DeadLetterSummary> letters,
            Function<DeadLetterSummary, Inputs.Ruling> ruling,
            Map<Outcome, Long> counts) {
        if (letters.isEmpty()) {
            return CompletableFuture.completedFuture(counts);
        }
        var first = letters.subList(0, together(letters));
        var rulings = first.stream().map(ruling).toList();
        return slots.<SlotRequest.Ruled>of(
                        first.getFirst().id().slot(), replyTo -> new SlotRequest.Rule(rulings, replyTo))
                .thenCompose(ruled -> {
                    ruled.rulings().forEach(one -> counts.merge(outcome(one.result(), true), 1L, Long::sum));
                    return rule(letters.subList(first.size(), letters.size()), ruling, counts);
                });
    }

    /** How many of the first go into one record: of one slot, and not too large together. */
    static int together(List<DeadLetterSummary> letters) {
        int slot = letters.getFirst().id().slot();
        long bytes = letters.getFirst().contentBytes();
        int count = 1;
        while (count < Math.min(letters.size(), MOST_AT_ONCE)) {
            var next = letters.get(count);
            bytes += next.contentBytes();
            if (next.id().slot() != slot || bytes > MOST_BYTES_AT_ONCE) {
                break;
            }
            count++;
        }
        return count;
    }

    private static Outcome outcome(Step.Result result, boolean wasThere) {
        return switch (result) {
            case HANDLED -> Outcome.HANDLED;
            case DISPATCHED -> Outcome.DISPATCHED;
            case FAILED_AGAIN -> Outcome.FAILED_AGAIN;
            case DISCARDED -> Outcome.DISCARDED;
            case DONE_BEFORE -> Outcome.DONE_BEFORE;
            case UNDER_WAY -> Outcome.UNDER_WAY;
            case UNKNOWN -> wasThere ? Outcome.GONE : Outcome.UNKNOWN;
            case REFUSED -> Outcome.REFUSED;
            case HELD -> Outcome.HELD;
            case DROPPED, BEGUN, GIVEN_UP -> throw new IllegalArgumentException("a sensor is no dead letter");
        };
    }

    private static DeadLetterView view(SlotRequest.DeadLetterContent found) {
        var decided = Optional.of(Instant.ofEpochMilli(found.decidedMillis()));
        return new DeadLetterView(
                found.summary(),
                found.partition(),
                found.offset(),
                Optional.of(found.timer()).filter(name -> !name.isEmpty()),
                found.event().map(DeadLetterQueries::event),
                found.payload().map(bytes -> new String(bytes, StandardCharsets.UTF_8)),
                decided.filter(_ -> found.summary().trigger().isPresent()));
    }

    private static Event event(byte[] bytes) {
        return EventBlock.checked(bytes, 0, bytes.length, 1).iterator().next();
    }
}
