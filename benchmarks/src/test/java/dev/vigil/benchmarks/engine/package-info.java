@NullMarked
package dev.vigil.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
