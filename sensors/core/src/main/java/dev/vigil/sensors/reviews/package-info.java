/** Which pull requests wait for a review: the sensor kind {@code stale-reviews}. */
@NullMarked
package dev.vigil.sensors.reviews;

import org.jspecify.annotations.NullMarked;
