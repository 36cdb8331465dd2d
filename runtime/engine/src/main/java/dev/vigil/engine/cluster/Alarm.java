package dev.vigil.engine.cluster;

import java.time.Duration;
import java.time.InstantSource;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/** Wakes a slot when the next timer of its sensors comes due. Not thread-safe. */
final class Alarm {
    /** Pekko's scheduler refuses to look further than some months ahead: a slot looks again after a day at the latest. */
    private static final long MOST_SLEEP_MILLIS = 86_400_000;

    private final TimerScheduler<SlotCommand> timers;
    private final InstantSource clock;

    Alarm(TimerScheduler<SlotCommand> timers, InstantSource clock) {
        this.timers = timers;
        this.clock = clock;
    }

    void set(Incarnation current) {
        current.slot().nextTimer().ifPresent(this::wakeAt);
    }

    boolean isDue(Incarnation current) {
        return current.slot().nextTimer().orElse(Long.MAX_VALUE) <= clock.millis();
    }

    private void wakeAt(long millis) {
        var delay = Duration.ofMillis(Math.clamp(millis - clock.millis(), 1, MOST_SLEEP_MILLIS));
        timers.startSingleTimer(SlotSignal.Tick.TIMER, delay);
    }
}
