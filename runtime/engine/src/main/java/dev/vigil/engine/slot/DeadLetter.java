package dev.vigil.engine.slot;

import dev.vigil.engine.sensor.Origin;
import java.util.Optional;

/**
 * An event, a timer or a firing that could not be handled, kept until a person decides.
 *
 * @param id derived from what it is about
 * @param sensor the id of the sensor in its slot
 * @param key the key of the instance; empty where it could not be found
 * @param reason a fixed word, see {@link Reason}
 * @param cause for a person to read
 * @param attempts how often it was tried, all redrives taken together
 * @param atMillis when it was given up last
 * @param origin what was being handled
 * @param timer the timer's name; empty where it was none
 * @param dueMillis when the timer was due; 0 where it was none
 * @param event the event, as it lies in a block
 * @param firing the firing that could not be delivered
 * @param redrives how often it was redriven
 * @param isRepeated whether a replay made it of what its sensor had handled before: what that decided is not decided again
 */
public record DeadLetter(
        String id,
        int sensor,
        String key,
        Reason reason,
        String cause,
        int attempts,
        long atMillis,
        Origin origin,
        String timer,
        long dueMillis,
        Optional<byte[]> event,
        Optional<PendingFiring> firing,
        int redrives,
        boolean isRepeated) {
    /** Why something became a dead letter. */
    public enum Reason {
        /** The handler threw at every try, or its state or payload could not be written. */
        HANDLER_FAILED,
        /** The sensor refused the event. */
        REJECTED,
        /** The sensor's key function threw. */
        KEY_FAILED,
        /** The trigger gave up, or there is no such trigger. */
        NOT_DELIVERED
    }

    /** The same, of the sensor whose state a replay has become. */
    DeadLetter ofSensor(int living, boolean repeated) {
        return new DeadLetter(
                id, living, key, reason, cause, attempts, atMillis, origin, timer, dueMillis, event, firing, redrives,
                repeated);
    }

    /** The same after a redrive that came to nothing. */
    DeadLetter failedAgain(String foundKey, Reason again, String cause, int tries, long nowMillis) {
        return new DeadLetter(
                id,
                sensor,
                foundKey,
                again,
                cause,
                attempts + tries,
                nowMillis,
                origin,
                timer,
                dueMillis,
                event,
                firing,
                redrives + 1,
                isRepeated);
    }
}
