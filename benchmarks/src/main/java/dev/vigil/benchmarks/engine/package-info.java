/** The whole engine under the readings workload, with PostgreSQL on the same machine, and the raw limit beside it. */
@NullMarked
package dev.vigil.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
