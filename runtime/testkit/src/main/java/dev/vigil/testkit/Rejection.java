package dev.vigil.testkit;

/**
 * An event, or a timer, that the sensor rejected: in the engine, a dead letter.
 *
 * @param key the key of the instance
 * @param what the id of the event, or the name of the timer
 * @param reason what the sensor said
 */
public record Rejection(String key, String what, String reason) {}
