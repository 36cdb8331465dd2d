/** The drill in the field: marked events through a cluster that runs already, while somebody else injects the faults. */
@NullMarked
package dev.vigil.benchmarks.drill.field;

import org.jspecify.annotations.NullMarked;
