/** The drills: which fault, when, and the number that it must not miss. */
@NullMarked
package dev.vigil.benchmarks.drill.scenario;

import org.jspecify.annotations.NullMarked;
