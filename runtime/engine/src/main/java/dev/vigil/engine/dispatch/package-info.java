/**
 * Carries firings to triggers: concurrency and rate limits, time-outs, retry. Runs outside the slots.
 *
 * <p>{@link dev.vigil.engine.dispatch.Dispatch} alone knows Pekko; what it does is decided by a core without clock, threads
 * or I/O.
 */
@NullMarked
package dev.vigil.engine.dispatch;

import org.jspecify.annotations.NullMarked;
