/** The oracle: compares what was sent and answered with what the nodes say afterwards. Trusts nothing of the nodes. */
@NullMarked
package dev.vigil.benchmarks.drill.check;

import org.jspecify.annotations.NullMarked;
