/** The {@code publish} trigger: a firing becomes a new event. Nothing here does I/O; the slot of the firing publishes. */
@NullMarked
package dev.vigil.triggers.publish;

import org.jspecify.annotations.NullMarked;
