package dev.vigil.engine.dispatch;

import dev.vigil.api.Firing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A firing that has not ended here, and who waits for it. Changed by {@link Agenda} and {@link KeyOrder} only. */
final class Task<O> {
    final Firing firing;
    /** Who is answered; in a few cases two, when a slot sends a firing again; none when the slot has left. */
    final List<O> owners = new ArrayList<>(1);

    /** How often it was started. */
    int attempts;
    /** How often it has failed while attempts did not pause. */
    int failures;

    boolean isRunning;
    /** When it may be tried again; means something while it is paused. */
    long dueNanos;
    /** The firings of the same key before and after it. */
    @Nullable
    Task<O> before;

    @Nullable
    Task<O> after;

    Task(Firing firing, O owner) {
        this.firing = firing;
        owners.add(owner);
    }

    boolean isWanted() {
        return !owners.isEmpty();
    }
}
