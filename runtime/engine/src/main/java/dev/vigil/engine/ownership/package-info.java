/**
 * The owner of a source: its life as a table, one run of the source from start to close, when it is started again after it has
 * failed, and what cuts a run off from the bus and from its position once another owner is there. Knows no cluster and no
 * database.
 */
@NullMarked
package dev.vigil.engine.ownership;

import org.jspecify.annotations.NullMarked;
