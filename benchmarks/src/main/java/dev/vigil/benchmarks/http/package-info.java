/** Events by HTTP, beside a bare server that does nothing with what it gets, under one driver in a process of its own. */
@NullMarked
package dev.vigil.benchmarks.http;

import org.jspecify.annotations.NullMarked;
