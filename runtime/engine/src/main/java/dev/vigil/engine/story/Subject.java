package dev.vigil.engine.story;

import dev.vigil.engine.sensor.Origin;

/**
 * One event as one sensor's instance handles it.
 *
 * @param sensor the sensor's id in the slot of the key
 * @param name the sensor's name
 * @param key the key of the instance; empty where it was not to be found
 * @param origin the event's place
 */
public record Subject(int sensor, String name, String key, Origin origin) {}
