/** Tests of how the numbers of drills are made. */
@NullMarked
package dev.vigil.benchmarks.drill.scenario;

import org.jspecify.annotations.NullMarked;
