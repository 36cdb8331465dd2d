/**
 * Carries firings to triggers: concurrency and rate limits, time-outs, retry. Runs outside the slots.
 */
@NullMarked
package dev.vigil.engine.dispatch;

import org.jspecify.annotations.NullMarked;
