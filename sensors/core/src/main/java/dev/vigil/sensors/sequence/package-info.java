/** What follows what, or does not: the sensor kind {@code sequence}. */
@NullMarked
package dev.vigil.sensors.sequence;

import org.jspecify.annotations.NullMarked;
