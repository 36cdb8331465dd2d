/** Tests of what the drill in the field tells. */
@NullMarked
package dev.vigil.benchmarks.drill.field;

import org.jspecify.annotations.NullMarked;
