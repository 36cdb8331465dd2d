package dev.vigil.engine;

import java.util.List;
import java.util.Optional;

/**
 * A page of a sensor's instances.
 *
 * @param sensor the sensor itself
 * @param keys in ascending order of UTF-16; may be fewer than were asked for though others follow
 * @param nextAfterKey what to ask for the next page with; empty at the end
 */
public record InstancePage(SensorView sensor, List<String> keys, Optional<String> nextAfterKey) {}
