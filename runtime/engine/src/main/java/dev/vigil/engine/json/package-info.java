/**
 * JSON by Jackson, for event data and payloads.
 */
@NullMarked
package dev.vigil.engine.json;

import org.jspecify.annotations.NullMarked;
