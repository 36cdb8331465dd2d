/**
 * Runs sensors' handlers: routing of events to sensors, states as CBOR, decisions. Pure: no Pekko, clock or I/O.
 */
@NullMarked
package dev.vigil.engine.sensor;

import org.jspecify.annotations.NullMarked;
