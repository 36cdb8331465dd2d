package dev.vigil.engine.cluster;

import dev.vigil.engine.ReplayEnd;
import dev.vigil.engine.ReplayStart;
import dev.vigil.engine.ReplayView;
import dev.vigil.engine.slot.Inputs;
import dev.vigil.engine.slot.ReplayPlace;
import dev.vigil.engine.slot.SlotRecord;
import dev.vigil.engine.slot.Step;
import dev.vigil.engine.story.RecordSearch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Has all slots begin a replay, or give it up, and asks them how it is. Thread-safe. */
final class Replays {
    private static final long BEGINNING = -1;

    private final SlotAnswers slots;
    private final SlotServices services;
    private final StoryLog log;

    Replays(SlotAnswers slots, SlotServices services) {
        this.slots = slots;
        this.services = services;
        this.log = new StoryLog(services.log());
    }

    CompletionStage<Optional<ReplayView>> view(String sensor) {
        return ask(sensor).thenApply(answers -> ReplayViews.of(sensor, answers));
    }

    /** Asks all before it has any of them begin, so that none begins where another could not. */
    CompletionStage<ReplayStart> begin(String sensor, Optional<Instant> from, boolean fires) {
        return ask(sensor).thenCompose(answers -> {
            var absent = answers.stream().filter(answer -> !answer.runs()).toList();
            if (absent.size() == answers.size()) {
                return done(ReplayStart.Outcome.UNKNOWN, "", Optional.empty());
            }
            var known = ReplayViews.of(sensor, answers);
            if (!absent.isEmpty()) {
                var reason = "sensor '" + sensor + "' is not configured on the nodes of " + named(absent);
                return done(ReplayStart.Outcome.REFUSED, reason, known);
            }
            var last = places(answers).stream()
                    .filter(place -> place.stage().equals("RUNNING"))
                    .findFirst();
            if (last.isPresent()) {
                boolean isThis =
                        last.get().from().equals(millis(from)) && last.get().fires() == fires;
                boolean isHalfBegun = known.filter(view -> view.stage() == ReplayView.Stage.BEGINNING)
                        .isPresent();
                return isThis && isHalfBegun
                        ? begin(sensor, last.get().number(), from, fires, answers)
                        : done(ReplayStart.Outcome.REFUSED, underWay(last.get()), known);
            }
            return begin(sensor, next(answers), from, fires, answers);
        });
    }

    private static String underWay(ReplayPlace last) {
        return "replay " + last.number() + " of it, begun at " + Instant.ofEpochMilli(last.begunMillis())
                + ", is under way; give it up first, or wait";
    }

    /** Greater than all before it, and another one than if it were asked for twice at a time. */
    private long next(List<SlotRequest.Replay> answers) {
        long last =
                places(answers).stream().mapToLong(ReplayPlace::number).max().orElse(0);
        long now =
                services.clock().millis() * 1_000 + ThreadLocalRandom.current().nextInt(1_000);
        return Math.max(last + 1, now);
    }

    private CompletionStage<ReplayStart> begin(
            String sensor, long number, Optional<Instant> from, boolean fires, List<SlotRequest.Replay> answers) {
        var begun = new ArrayList<CompletableFuture<SlotRequest.Ruled>>();
        for (var answer : answers) {
            begun.add(startsAfter(answer, from)
                    .thenCompose(after ->
                            rule(answer.slot(), new Inputs.BeginReplay(sensor, number, after, millis(from), fires)))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).thenCompose(_ -> {
            var refused = begun.stream()
                    .map(answer -> answer.join().rulings().getFirst())
                    .filter(ruled -> ruled.result() == Step.Result.REFUSED)
                    .findFirst();
            return refused.isPresent()
                    ? giveUpEverywhere(sensor, number)
                            .thenCompose(_ -> done(
                                    ReplayStart.Outcome.REFUSED, refused.get().reason(), Optional.empty()))
                    : view(sensor).thenCompose(view -> done(ReplayStart.Outcome.BEGUN, "", view));
        });
    }

    /** The offset after which a partition is replayed. */
    private CompletionStage<Long> startsAfter(SlotRequest.Replay answer, Optional<Instant> from) {
        long first = answer.logBegins() - 1;
        if (from.isEmpty()) {
            return CompletableFuture.completedFuture(first);
        }
        long millis = from.get().toEpochMilli();
        return slots.<SlotRequest.Place>of(
                        answer.slot(), replyTo -> new SlotRequest.GetPlace("", answer.slot(), millis, replyTo))
                .thenCompose(place -> search(
                        answer.slot(),
                        new RecordSearch.Stretch(place.nearSequence(), place.toSequence()),
                        millis,
                        answer.nextOffset() - 1))
                .thenApply(after -> Math.max(first, after));
    }

    /** Reads on to the first event of that time or later; where there is none, after the last. */
    private CompletionStage<Long> search(int slot, RecordSearch.Stretch stretch, long millis, long last) {
        return log.some(slot, stretch).thenCompose(records -> {
            var found = records.stream()
                    .filter(record ->
                            record.atMillis() >= millis && !record.events().isEmpty())
                    .map(SlotRecord::firstOffset)
                    .findFirst();
            if (found.isPresent()) {
                return CompletableFuture.completedFuture(found.get() - 1);
            }
            if (records.isEmpty()) { // deleted since the slot was asked: it begins with what is kept
                return CompletableFuture.completedFuture(stretch.from() > stretch.to() ? last : BEGINNING);
            }
            long read = records.getLast().sequence();
            return read >= stretch.to()
                    ? CompletableFuture.completedFuture(last)
                    : search(slot, new RecordSearch.Stretch(read + 1, stretch.to()), millis, last);
        });
    }

    CompletionStage<ReplayEnd> giveUp(String sensor) {
        return ask(sensor).thenCompose(answers -> {
            var places = places(answers);
            long number = places.stream().mapToLong(ReplayPlace::number).max().orElse(0);
            var last = places.stream().filter(place -> place.number() == number).toList();
            if (last.stream().anyMatch(place -> List.of("SWAPPED", "DONE").contains(place.stage()))) {
                return CompletableFuture.completedFuture(ReplayEnd.SWAPPED);
            }
            return last.stream().anyMatch(place -> place.stage().equals("RUNNING"))
                    ? giveUpEverywhere(sensor, number)
                    : CompletableFuture.completedFuture(ReplayEnd.UNKNOWN);
        });
    }

    private CompletionStage<ReplayEnd> giveUpEverywhere(String sensor, long number) {
        List<Inputs.Ruling> giveUp = List.of(new Inputs.GiveUpReplay(sensor, number));
        return slots.<SlotRequest.Ruled>ofAll(replyTo -> new SlotRequest.Rule(giveUp, replyTo))
                .thenApply(answers -> answers.stream()
                                .anyMatch(answer -> answer.rulings().getFirst().result() == Step.Result.REFUSED)
                        ? ReplayEnd.SWAPPED
                        : ReplayEnd.GIVEN_UP);
    }

    private CompletionStage<SlotRequest.Ruled> rule(int slot, Inputs.Ruling ruling) {
        return slots.of(slot, replyTo -> new SlotRequest.Rule(List.of(ruling), replyTo));
    }

    private CompletionStage<List<SlotRequest.Replay>> ask(String sensor) {
        return slots.ofAll(replyTo -> new SlotRequest.GetReplay(sensor, replyTo));
    }

    private static List<ReplayPlace> places(List<SlotRequest.Replay> answers) {
        return answers.stream().flatMap(answer -> answer.place().stream()).toList();
    }

    private static OptionalLong millis(Optional<Instant> from) {
        return from.stream().mapToLong(Instant::toEpochMilli).findFirst();
    }

    private static String named(List<SlotRequest.Replay> answers) {
        var slots = answers.stream().map(answer -> "slot " + answer.slot());
        return Stream.concat(slots.limit(3), answers.size() > 3 ? Stream.of("others") : Stream.of())
                .collect(Collectors.joining(", "));
    }

    private static CompletionStage<ReplayStart> done(
            ReplayStart.Outcome outcome, String reason, Optional<ReplayView> view) {
        return CompletableFuture.completedFuture(new ReplayStart(outcome, reason, view));
    }
}
