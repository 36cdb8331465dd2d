package dev.vigil.engine.dispatch;

import dev.vigil.api.Event;
import dev.vigil.api.Firing;
import dev.vigil.api.Trigger;
import dev.vigil.engine.event.EventBlockWriter;
import dev.vigil.engine.event.TracedEvent;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes attempts with a trigger that may break its contract: one that throws, returns nothing or returns a stage that
 * fails is to be tried again, with the cause for a person to read.
 */
final class Attempts {
    /** Longer causes are cut: they are kept in journals. */
    static final int MOST_CAUSE_CHARS = 2_000;

    private Attempts() {}

    /** Makes one attempt; {@code then} is called once, at once or later, on any thread, unless the stage never ends. */
    static void make(Trigger trigger, Firing firing, Consumer<Trigger.Attempt> then) {
        var refusal = begin(trigger, firing, then);
        if (refusal != null) {
            then.accept(refusal);
        }
    }

    // A trigger may be anybody's code; a class it lacks or a bug in it must not end the dispatch of its other firings.
    @SuppressWarnings("IllegalCatch")
    private static Trigger.@Nullable Attempt begin(Trigger trigger, Firing firing, Consumer<Trigger.Attempt> then) {
        try {
            var stage = trigger.fire(firing);
            if (stage == null) {
                return new Trigger.TryAgain("the trigger returned nothing");
            }
            stage.whenComplete((result, failure) -> then.accept(read(firing, result, failure)));
            return null;
        } catch (Throwable e) {
            return new Trigger.TryAgain(cause(e));
        }
    }

    private static Trigger.Attempt read(Firing firing, Trigger.@Nullable Attempt result, @Nullable Throwable failure) {
        if (failure != null) {
            return new Trigger.TryAgain(cause(failure));
        }
        return switch (result) {
            case null -> new Trigger.TryAgain("the trigger's stage ended with nothing");
            case Trigger.Delivered delivered -> delivered;
            case Trigger.Publish(var event) ->
                written(firing.trace()
                        .map(trace -> TracedEvent.of(event, trace))
                        .orElse(event));
            case Trigger.TryAgain(var cause, var after) ->
                new Trigger.TryAgain(cut(String.valueOf(cause)), Objects.requireNonNullElse(after, Optional.empty()));
            case Trigger.Refused(var cause) -> new Trigger.Refused(cut(String.valueOf(cause)));
            case Trigger.Unsendable(var cause) -> new Trigger.Unsendable(cut(String.valueOf(cause)));
        };
    }

    /** The event as it will lie in the log: one that cannot be written must not get as far as a slot. */
    private static Trigger.Attempt written(Event event) {
        try {
            var writer = new EventBlockWriter(256);
            writer.add(event, true);
            return new Trigger.Publish(writer.take().iterator().next());
        } catch (RuntimeException e) {
            return new Trigger.Unsendable("an event that cannot be published: " + cause(e));
        }
    }

    private static String cause(Throwable failure) {
        var inner = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        var message = inner.getMessage();
        return cut(inner.getClass().getName() + (message == null ? "" : ": " + message));
    }

    private static String cut(String cause) {
        return cause.length() <= MOST_CAUSE_CHARS ? cause : cause.substring(0, MOST_CAUSE_CHARS - 1) + "…";
    }
}
