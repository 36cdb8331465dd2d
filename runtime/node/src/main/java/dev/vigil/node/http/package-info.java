/**
 * The HTTP API: events in, sensors and the log to look at, and the paths of sources. Every error is a problem of RFC
 * 9457. Knows the engine by its port only.
 */
@NullMarked
package dev.vigil.node.http;

import org.jspecify.annotations.NullMarked;
