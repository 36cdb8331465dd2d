/**
 * What Pekko Management serves for this node: whether it lives, whether it may get traffic, and its metrics.
 */
@NullMarked
package dev.vigil.node.management;

import org.jspecify.annotations.NullMarked;
