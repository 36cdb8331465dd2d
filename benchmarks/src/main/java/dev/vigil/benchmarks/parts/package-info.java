/** The parts of the hot path by JMH: {@code ./vigil bench parts}. */
@NullMarked
package dev.vigil.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
