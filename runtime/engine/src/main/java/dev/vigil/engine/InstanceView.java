package dev.vigil.engine;

import java.time.Instant;
import java.util.Map;

/**
 * One instance as it is committed.
 *
 * @param sensor the sensor's name
 * @param key its key
 * @param stateJson its state as JSON text
 * @param timers when each of its timers comes due
 * @param updated when it last changed
 */
public record InstanceView(String sensor, String key, String stateJson, Map<String, Instant> timers, Instant updated) {}
