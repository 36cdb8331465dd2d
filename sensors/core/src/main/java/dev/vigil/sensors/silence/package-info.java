/** Who has stopped sending: the sensor kind {@code silence}. */
@NullMarked
package dev.vigil.sensors.silence;

import org.jspecify.annotations.NullMarked;
