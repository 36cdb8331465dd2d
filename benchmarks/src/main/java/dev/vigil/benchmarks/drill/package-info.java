/** Fault drills: the command, who runs them and the report. What a drill does is in {@code scenario}. */
@NullMarked
package dev.vigil.benchmarks.drill;

import org.jspecify.annotations.NullMarked;
