/**
 * Events as bytes: the layout of blocks in records and messages, views of events in them, and the hashes that place and
 * recognise them. Pure.
 */
@NullMarked
package dev.vigil.engine.event;

import org.jspecify.annotations.NullMarked;
