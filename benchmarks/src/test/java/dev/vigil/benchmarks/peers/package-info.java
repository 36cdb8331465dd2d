@NullMarked
package dev.vigil.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
