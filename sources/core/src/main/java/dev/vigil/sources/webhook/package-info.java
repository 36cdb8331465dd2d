/**
 * The {@code webhook} source: an HTTP request of an upstream, such as GitHub, becomes one event. What is here reads and
 * checks requests; the node's HTTP server mounts the route, refuses other methods and larger bodies, and no thread,
 * socket or JSON library of this module's own may appear.
 */
@NullMarked
package dev.vigil.sources.webhook;

import org.jspecify.annotations.NullMarked;
