/** Spans of what happens to events, by OpenTelemetry; knows nothing of slots and dispatch. docs/adr/0025 has the reasons. */
@NullMarked
package dev.vigil.engine.tracing;

import org.jspecify.annotations.NullMarked;
