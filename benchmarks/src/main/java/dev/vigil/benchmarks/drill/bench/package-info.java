/** What drills are run on: processes of nodes and of PostgreSQL, and a network between them that can be cut. Knows no drill. */
@NullMarked
package dev.vigil.benchmarks.drill.bench;

import org.jspecify.annotations.NullMarked;
