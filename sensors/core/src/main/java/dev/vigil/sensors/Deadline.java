package dev.vigil.sensors;

import dev.vigil.api.Context;
import dev.vigil.api.Effect;
import java.time.Duration;
import java.time.Instant;

/**
 * The one timer of an instance that waits for one moment at a time.
 *
 * <p>A moment that moves on with every event does not move the timer: it comes due too early, finds nothing to do and is
 * set again. Nor may a handler rely on it to have run, since timers may be late: what is due is looked for in every call.
 */
public final class Deadline {
    /** The timer's name. */
    public static final String NAME = "due";

    private Deadline() {}

    /** The same effect, after which the timer comes due at that moment or before. */
    public static <S> Effect<S> by(Effect<S> effect, Context context, Instant due) {
        var set = context.timer(NAME);
        return set.isPresent() && !set.get().isAfter(due)
                ? effect
                : effect.timer(NAME, Duration.between(context.now(), due));
    }
}
