/** Tests of the report. */
@NullMarked
package dev.vigil.benchmarks.drill;

import org.jspecify.annotations.NullMarked;
