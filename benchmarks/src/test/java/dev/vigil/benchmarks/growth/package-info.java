@NullMarked
package dev.vigil.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
