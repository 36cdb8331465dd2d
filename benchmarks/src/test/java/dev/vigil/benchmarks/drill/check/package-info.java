/** Tests that the oracle finds what it is there to find. */
@NullMarked
package dev.vigil.benchmarks.drill.check;

import org.jspecify.annotations.NullMarked;
