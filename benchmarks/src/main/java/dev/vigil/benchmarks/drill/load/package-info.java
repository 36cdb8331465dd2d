/** What comes in and goes out while faults are injected, and what was heard of it: driver, prober, sink and ledger. */
@NullMarked
package dev.vigil.benchmarks.drill.load;

import org.jspecify.annotations.NullMarked;
