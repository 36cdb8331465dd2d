@NullMarked
package dev.vigil.benchmarks.report;

import org.jspecify.annotations.NullMarked;
