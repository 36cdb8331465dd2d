/** The guide "write your first sensor", taken at its word. */
@NullMarked
package dev.vigil.node.guide;

import org.jspecify.annotations.NullMarked;
