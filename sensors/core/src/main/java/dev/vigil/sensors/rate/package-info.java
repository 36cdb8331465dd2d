/** Who sends too much: the sensor kind {@code rate}. */
@NullMarked
package dev.vigil.sensors.rate;

import org.jspecify.annotations.NullMarked;
