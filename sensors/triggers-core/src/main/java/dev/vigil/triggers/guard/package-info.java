/**
 * Which addresses a trigger may connect to. What is here judges addresses and stands in the way of connections; it knows
 * nothing of requests.
 */
@NullMarked
package dev.vigil.triggers.guard;

import org.jspecify.annotations.NullMarked;
