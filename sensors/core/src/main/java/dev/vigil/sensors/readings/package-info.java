/** Temporary. */
@org.jspecify.annotations.NullMarked
package dev.vigil.sensors.readings;
