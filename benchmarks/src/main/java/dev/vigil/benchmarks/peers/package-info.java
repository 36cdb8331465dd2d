/** Vigil and what one would use in its place, at the same work in turn, each in processes of its own. */
@NullMarked
package dev.vigil.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
