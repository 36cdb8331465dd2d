/**
 * A real PostgreSQL for tests and benchmarks, which can be killed and started again. Knows nothing of Vigil: the engine's own
 * tests compile it too, since they cannot depend on the testkit.
 */
@NullMarked
package dev.vigil.testkit.postgres;

import org.jspecify.annotations.NullMarked;
