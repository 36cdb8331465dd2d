/**
 * One node: an actor system, the engine in it, sources, the HTTP API and management, started and stopped in order.
 */
@NullMarked
package dev.vigil.node;

import org.jspecify.annotations.NullMarked;
