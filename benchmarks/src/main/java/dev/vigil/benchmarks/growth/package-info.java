/** How the whole engine's figures change with what grows: keys, events, states, sensors, the log; its memory, its recovery. */
@NullMarked
package dev.vigil.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
