@NullMarked
package dev.vigil.benchmarks.parts;

import org.jspecify.annotations.NullMarked;
