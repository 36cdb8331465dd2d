/**
 * What sensors, sources and triggers are written against: events, the sensor class, its effects, and the ports by which
 * others add kinds in jars of their own. Nothing of the engine, of Pekko or of any other library may appear here.
 */
@NullMarked
package dev.vigil.api;

import org.jspecify.annotations.NullMarked;
