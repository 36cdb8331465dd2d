/**
 * What became of one event, found in the records of the journal by reading few of them. Pure: others read the records and
 * ask the slots.
 */
@NullMarked
package dev.vigil.engine.story;

import org.jspecify.annotations.NullMarked;
