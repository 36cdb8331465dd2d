/** Benchmarks: the whole engine, and its parts by JMH. */
@NullMarked
package dev.vigil.benchmarks;

import org.jspecify.annotations.NullMarked;
