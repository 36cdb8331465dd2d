/** What a comparison measured, as JSON, as numbers with their spread, and as a page with charts. Measures nothing itself. */
@NullMarked
package dev.vigil.benchmarks.report;

import org.jspecify.annotations.NullMarked;
