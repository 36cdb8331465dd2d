/** What devices measure: the sensor kind {@code readings}. Small on purpose: the benchmark measures the engine by it. */
@NullMarked
package dev.vigil.sensors.readings;

import org.jspecify.annotations.NullMarked;
