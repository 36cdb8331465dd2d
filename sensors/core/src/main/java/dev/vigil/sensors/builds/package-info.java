/** Which builds of a GitHub repository are broken: the sensor kind {@code build-breaks}. */
@NullMarked
package dev.vigil.sensors.builds;

import org.jspecify.annotations.NullMarked;
