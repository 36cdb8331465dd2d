/** The last of a burst: the sensor kind {@code debounce}. */
@NullMarked
package dev.vigil.sensors.debounce;

import org.jspecify.annotations.NullMarked;
