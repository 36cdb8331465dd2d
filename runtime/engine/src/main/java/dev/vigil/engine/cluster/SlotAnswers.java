package dev.vigil.engine.cluster;

import dev.vigil.engine.EngineUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/** Asks slots, and again where no answer comes: each question has to bear that. Thread-safe. */
final class SlotAnswers {
    /** A question is lost where its slot moves or its node is gone; it harms nothing to ask again. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final int TRIES = 8;

    private final List<EntityRef<SlotCommand>> slots;
    private final SlotServices services;

    SlotAnswers(List<EntityRef<SlotCommand>> slots, SlotServices services) {
        this.slots = slots;
        this.services = services;
    }

    int slots() {
        return slots.size();
    }

    /** What every slot answers; fails where one does not. */
    <T> CompletionStage<List<T>> ofAll(Function<ActorRef<T>, SlotCommand> question) {
        var answers = new ArrayList<CompletableFuture<T>>();
        for (int slot = 0; slot < slots.size(); slot++) {
            answers.add(of(slot, question).toCompletableFuture());
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(_ -> answers.stream().map(CompletableFuture::join).toList());
    }

    /** What a slot answers; fails with {@link EngineUnavailableException} where it does not. */
    <T> CompletionStage<T> of(int slot, Function<ActorRef<T>, SlotCommand> question) {
        return ask(slot, question, TRIES);
    }

    private <T> CompletionStage<T> ask(int slot, Function<ActorRef<T>, SlotCommand> question, int tries) {
        CompletionStage<T> answer = slots.get(slot).ask(question::apply, PATIENCE);
        return answer.exceptionallyCompose(_ -> tries > 1
                ? ask(slot, question, tries - 1)
                : CompletableFuture.failedFuture(new CompletionException(
                        new EngineUnavailableException("slot " + slot + " did not answer; " + condition(slot)))));
    }

    private String condition(int slot) {
        return services.board().slots().stream()
                .filter(s -> s.slot() == slot)
                .map(s -> "it is " + s.condition())
                .findFirst()
                .orElse("it is on its way");
    }
}
