package dev.vigil.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a handler decided: a change of state and actions, committed together or not at all.
 *
 * <p>Immutable; each method returns a new effect. Actions are carried out in the order in which they were added.
 *
 * @param <S> the state of the instance
 */
public final class Effect<S> {
    private static final Effect<Object> NONE = new Effect<>(new Keep<>(), List.of());

    private final Change<S> change;
    private final List<Action> actions;

    private Effect(Change<S> change, List<Action> actions) {
        this.change = change;
        this.actions = actions;
    }

    /** What becomes of the state. */
    public sealed interface Change<S> {}

    /** The state stays. */
    public record Keep<S>() implements Change<S> {}

    /** The instance has this state from now on. */
    public record Become<S>(S state) implements Change<S> {}

    /** The instance is dropped, with its timers. */
    public record Forget<S>() implements Change<S> {}

    /** The event is refused and kept as a dead letter under that reason; the state stays. */
    public record Reject<S>(String reason) implements Change<S> {}

    /** What is to be done beside the change of state. */
    public sealed interface Action {}

    /** Run a trigger with that payload, written as JSON. */
    public record Fire(String trigger, Object payload) implements Action {}

    /** Put a new event on the bus, exactly once. */
    public record Publish(Event event) implements Action {}

    /** Call {@link Sensor#onTimer} after that delay; a timer of the same name is replaced. */
    public record SetTimer(String name, Duration delay) implements Action {}

    /** Drop a timer, if it is set. */
    public record CancelTimer(String name) implements Action {}

    /** Nothing changes. */
    @SuppressWarnings("unchecked")
    public static <S> Effect<S> none() {
        return (Effect<S>) NONE;
    }

    /** The instance has this state from now on. */
    public static <S> Effect<S> become(S state) {
        return new Effect<>(new Become<>(state), List.of());
    }

    /** The instance is dropped with its timers; its next event finds the initial state. */
    public static <S> Effect<S> forget() {
        return new Effect<>(new Forget<>(), List.of());
    }

    /** The event is refused: it becomes a dead letter under that reason, and the state stays. */
    public static <S> Effect<S> reject(String reason) {
        return new Effect<>(new Reject<>(reason), List.of());
    }

    /** Also runs a trigger; the payload is written as JSON. */
    public Effect<S> fire(String trigger, Object payload) {
        return with(new Fire(trigger, payload));
    }

    /** Also publishes a new event, exactly once. */
    public Effect<S> publish(Event event) {
        return with(new Publish(event));
    }

    /** Also sets a timer of this instance, in place of one of the same name. */
    public Effect<S> timer(String name, Duration delay) {
        return with(new SetTimer(name, delay));
    }

    /** Also drops a timer of this instance. */
    public Effect<S> cancelTimer(String name) {
        return with(new CancelTimer(name));
    }

    /** What becomes of the state. */
    public Change<S> change() {
        return change;
    }

    /** What is to be done, in order. */
    public List<Action> actions() {
        return actions;
    }

    /** The reason, if the event was refused. */
    public Optional<String> rejection() {
        return change instanceof Reject<S>(String reason) ? Optional.of(reason) : Optional.empty();
    }

    private Effect<S> with(Action action) {
        if (change instanceof Reject<S>) {
            throw new IllegalStateException("an event that is rejected has no other effect");
        }
        var longer = new ArrayList<Action>(actions.size() + 1);
        longer.addAll(actions);
        longer.add(action);
        return new Effect<>(change, List.copyOf(longer));
    }
}
