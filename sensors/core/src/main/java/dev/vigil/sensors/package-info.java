/**
 * What the ready-made sensor kinds share: which events they take, by which key, and what they keep and tell of an event. The
 * kinds themselves live below, each in a package of its own; none of them knows another.
 */
@NullMarked
package dev.vigil.sensors;

import org.jspecify.annotations.NullMarked;
