package dev.vigil.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.vigil.api.Event;
import dev.vigil.api.Trigger;
import dev.vigil.engine.event.BlockEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import net.jqwik.api.Example;
import org.jspecify.annotations.NullUnmarked;

@NullUnmarked // triggers may be written without any regard for null
class AttemptsTest {
    @Example
    void aStageThatIsCompleteIsReadAtOnce() {
        assertThat(attempt(() -> CompletableFuture.completedFuture(new Trigger.Delivered())))
                .containsExactly(new Trigger.Delivered());
        assertThat(attempt(() -> CompletableFuture.completedStage(new Trigger.Refused("no"))))
                .containsExactly(new Trigger.Refused("no"));
    }

    @Example
    void anEventToBePublishedIsReadAsItWillLieInTheLog() {
        var event = Event.of("/s", "id", "t").subject("\ud800").data("{}").build();
        assertThat(attempt(() -> CompletableFuture.completedStage(new Trigger.Publish(event))))
                .singleElement()
                .isInstanceOfSatisfying(Trigger.Publish.class, publish -> {
                    assertThat(publish.event())
                            .isInstanceOfSatisfying(
                                    BlockEvent.class,
                                    stored -> assertThat(stored.isChained()).isTrue());
                    assertThat(publish.event().id()).isEqualTo("id");
                    assertThat(publish.event().subject()).hasValue("?");
                });
    }

    @Example
    void anEventThatCannotBePublishedIsRefused() {
        var tooLong = Event.of("/s", "x".repeat(70_000), "t").build();
        for (var event : new Event[] {tooLong, null}) {
            assertThat(attempt(() -> CompletableFuture.completedStage(new Trigger.Publish(event))))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Trigger.Unsendable.class,
                            unsendable ->
                                    assertThat(unsendable.cause()).startsWith("an event that cannot be published: "));
        }
    }

    @Example
    void aStageThatCompletesLaterIsReadThen() {
        var stage = new CompletableFuture<Trigger.Attempt>();
        var results = attempt(() -> stage);
        assertThat(results).isEmpty();
        stage.complete(new Trigger.Delivered());
        assertThat(results).containsExactly(new Trigger.Delivered());
    }

    @Example
    void aTriggerThatThrowsIsToBeTriedAgain() {
        assertThat(attempt(() -> {
                    throw new IllegalStateException("no connection");
                }))
                .containsExactly(new Trigger.TryAgain("java.lang.IllegalStateException: no connection"));
        assertThat(attempt(() -> {
                    throw new NoClassDefFoundError("com/example/Client");
                }))
                .containsExactly(new Trigger.TryAgain("java.lang.NoClassDefFoundError: com/example/Client"));
        assertThat(attempt(() -> {
                    throw new StackOverflowError();
                }))
                .containsExactly(new Trigger.TryAgain("java.lang.StackOverflowError"));
    }

    @Example
    void aStageThatFailsIsToBeTriedAgainWithItsInnermostWordOfWhatHappened() {
        var stage = CompletableFuture.<Trigger.Attempt>failedFuture(new IllegalStateException("reset"));
        assertThat(attempt(() -> stage.thenApply(result -> result)))
                .containsExactly(new Trigger.TryAgain("java.lang.IllegalStateException: reset"));
    }

    @Example
    @SuppressWarnings("NullOptional") // the mistake is what is tested
    void nothingWhereSomethingIsExpectedIsToBeTriedAgain() {
        assertThat(attempt(() -> null)).containsExactly(new Trigger.TryAgain("the trigger returned nothing"));
        assertThat(attempt(() -> CompletableFuture.completedFuture(null)))
                .containsExactly(new Trigger.TryAgain("the trigger's stage ended with nothing"));
        assertThat(attempt(() -> CompletableFuture.completedFuture(new Trigger.TryAgain(null, null))))
                .containsExactly(new Trigger.TryAgain("null"));
        assertThat(attempt(() -> CompletableFuture.completedFuture(new Trigger.Refused(null))))
                .containsExactly(new Trigger.Refused("null"));
    }

    @Example
    void aLongCauseIsCut() {
        var results = attempt(() -> CompletableFuture.completedFuture(new Trigger.Refused("x".repeat(1_000_000))));
        assertThat(results).singleElement().satisfies(result -> {
            var cause = ((Trigger.Refused) result).cause();
            assertThat(cause).hasSize(Attempts.MOST_CAUSE_CHARS).endsWith("x…");
        });
    }

    private static List<Trigger.Attempt> attempt(Supplier<CompletionStage<Trigger.Attempt>> trigger) {
        var results = new ArrayList<Trigger.Attempt>();
        Attempts.make(_ -> trigger.get(), Firings.of("f", "k"), results::add);
        return results;
    }
}
