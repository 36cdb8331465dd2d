/**
 * The journal on disk: schema, database, the actor that persists one record at a time, and the reader of the log.
 */
@NullMarked
package dev.vigil.engine.journal;

import org.jspecify.annotations.NullMarked;
