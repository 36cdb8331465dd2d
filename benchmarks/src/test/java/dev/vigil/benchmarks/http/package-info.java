@NullMarked
package dev.vigil.benchmarks.http;

import org.jspecify.annotations.NullMarked;
