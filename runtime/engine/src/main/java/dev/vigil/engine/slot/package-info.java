/**
 * The slot as a pure state machine: {@code step} makes a record of what has come in, {@code apply} changes the state by a
 * record, live and in recovery alike. No Pekko, thread, clock or I/O; the actors around it are in {@code cluster}.
 */
@NullMarked
package dev.vigil.engine.slot;

import org.jspecify.annotations.NullMarked;
