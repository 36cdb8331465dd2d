package dev.vigil.sensors.debounce;

import dev.vigil.sensors.KeptEvent;
import java.time.Instant;

/**
 * What the trigger gets if it is to get more than the data of the last event.
 *
 * @param key who it is about
 * @param count how many events the burst had
 * @param first when the first of them came
 * @param last when the last of them came
 * @param at when this was decided
 * @param event the last of them
 */
public record Notice(String key, long count, Instant first, Instant last, Instant at, KeptEvent.View event) {}
