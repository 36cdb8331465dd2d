/**
 * Tests a sensor alone, with the engine's own code for its turns: {@link dev.vigil.testkit.SensorTestKit}. No cluster,
 * thread, clock or I/O may appear here.
 */
@NullMarked
package dev.vigil.testkit;

import org.jspecify.annotations.NullMarked;
