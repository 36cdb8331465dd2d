/** What a source could take nothing from, as dead letters: the sensor kind {@code rejected-input}. */
@NullMarked
package dev.vigil.sensors.rejected;

import org.jspecify.annotations.NullMarked;
