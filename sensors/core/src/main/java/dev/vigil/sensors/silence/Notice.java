package dev.vigil.sensors.silence;

import java.time.Duration;
import java.time.Instant;

/**
 * What both triggers get.
 *
 * @param key who it is about
 * @param status what it tells
 * @param last when the event came after which nothing came
 * @param at when this was decided
 * @param silence how long nothing had come by then
 */
public record Notice(String key, Status status, Instant last, Instant at, Duration silence) {
    /** How a key stands. */
    public enum Status {
        /** It has sent nothing for the given time. */
        SILENT,
        /** It has sent something again. */
        BACK
    }
}
